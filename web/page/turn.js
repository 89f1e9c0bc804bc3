// A question and what came of it.
import { useEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { Answer } from "./answer.js";
import { Composed, summons } from "./composer.js";
import { current, rate, withoutMarkers, withSources } from "./conversation.js";
import { announce, question, spoken } from "./dialogs.js";
import { Found } from "./found.js";
import { html } from "./html.js";
import { Icon, IconButton } from "./icons.js";
import { key, language } from "./preferences.js";
import { go, linkTo } from "./route.js";
import { copy, download } from "./saving.js";
import { say } from "./words.js";

export function Turn({ turn }) {
  const phase = turn.phase.value;
  const busy = !["done", "stopped", "failed"].includes(phase);
  const box = useRef(null);
  useEffect(() => {
    if (phase !== "done" || !turn.isNew) return;
    const isTall = box.current.offsetHeight > box.current.closest(".turns").clientHeight;
    box.current.scrollIntoView({ block: isTall ? "start" : "nearest" });
  }, [phase]);
  return html`
    <article class="turn" aria-busy=${busy} ref=${box}>
      <${Question} turn=${turn} />
      <${Understood} turn=${turn} />
      ${phase === "done" ? html`<${Done} answer=${turn.answer.value} turn=${turn} />` : html`<${UnderWay} turn=${turn} />`}
    </article>
  `;
}

function Question({ turn }) {
  const [editing, setEditing] = useState(false);
  const box = useRef(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !editing) box.current?.querySelector("button").focus();
    was.current = editing;
  }, [editing]);
  const done = () => setEditing(false);
  const ask = (text) => anew(turn, text);
  if (editing) return html`<${Composed} text=${turn.question} onAsk=${ask} onCancel=${done} />`;
  return html`
    <div class="question" ref=${box}>
      <h2><span class="hidden">${say("you_asked")}</span> <bdi>${turn.question}</bdi></h2>
      <${IconButton}
        icon="edit"
        label=${say("edit")}
        disabled=${current.value.busy.value || current.value.isPart}
        onClick=${() => setEditing(true)}
      />
    </div>
  `;
}

/** Asked again, with the focus where the next question is typed. */
function anew(turn, text = turn.question) {
  summons.value += 1;
  current.value.ask(text, turn);
}

function Understood({ turn }) {
  const standalone = turn.standalone.value;
  if (!standalone || standalone === turn.question) return null;
  return html`<p class="understood">${say("understood", { question: standalone })}</p>`;
}

function UnderWay({ turn }) {
  const phase = turn.phase.value;
  const draft = turn.draft.value;
  useEffect(() => {
    if (phase === "waiting") spoken.value = say("searching");
    if (phase === "writing") spoken.value = say("writing");
    if (phase === "stopped") spoken.value = say("stopped");
    if (phase === "broken") spoken.value = say("reconnecting");
  }, [phase]);
  return html`
    ${draft && html`<${Draft} text=${draft} />`}
    <${State} turn=${turn} phase=${phase} />
  `;
}

function State({ turn, phase }) {
  if (phase === "failed") {
    return html`<div class="failed" role="alert">
      <${Icon} name="warn" />
      <p>${turn.problem.value.message}</p>
      <button type="button" onClick=${() => anew(turn)}>
        ${say("retry")}
      </button>
    </div>`;
  }
  if (phase === "stopped") {
    return html`<div class="state">
      <p>${say("stopped")}</p>
      <button type="button" onClick=${() => anew(turn)}>
        ${say("ask_again")}
      </button>
    </div>`;
  }
  const told = {
    waiting: () => say("searching"),
    found: () => say("found_count", { count: turn.passages.value.length }),
    writing: () =>
      turn.verdicts.value.length
        ? say("checked", { count: turn.verdicts.value.length })
        : say("writing"),
    broken: () => say("reconnecting"),
  };
  return html`<p class="state under-way">${told[phase]()}</p>`;
}

/** What an LLM writes, not yet proven; its Markdown is drawn once the library for it is here. */
function Draft({ text }) {
  const box = useRef(null);
  useEffect(() => {
    import("./markdown.js")
      .then(({ draw }) => box.current && draw(text, box.current))
      .catch(() => box.current?.replaceChildren(text));
  }, [text]);
  return html`<div class="draft prose" ref=${box}></div>`;
}

function Done({ answer, turn }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const heading = say(answer.status === "answered" ? "answer" : "abstained");
    if (turn.isNew) spoken.value = `${heading}：${answer.answer}`;
    turn.isNew = false;
  }, [answer]);
  const told = [
    answer.certainty && say(`certain_${answer.certainty}`),
    answer.model ? say("by_model", { model: answer.model }) : say("extractive"),
    `${Math.round(answer.timings_ms.total)} ms`,
  ];
  return html`
    <${Answer} answer=${answer} />
    ${answer.warnings.map(
      (warning) => html`<p class="warning"><${Icon} name="warn" />${warning}</p>`,
    )}
    <div class="actions">
      <${IconButton} icon="copy" label=${say("copy")} onClick=${() => copy(withSources(answer))} />
      <${IconButton} icon="link" label=${say("link")} onClick=${() => copy(linkTo("a", answer.id))} />
      <${Proof} answer=${answer} />
      ${
        answer.status === "answered" &&
        html`<${IconButton} icon="check" label=${say("check_answer")} onClick=${() => toCheck(answer)} />`
      }
      <${IconButton}
        icon="again"
        label=${say("ask_again")}
        disabled=${current.value.busy.value || current.value.isPart}
        onClick=${() => anew(turn)}
      />
      <${Feedback} answer=${answer} />
      <button
        type="button"
        class="how"
        aria-expanded=${open}
        onClick=${() => setOpen(!open)}
      >
        <${Icon} name="how" />${say("how_found")}
      </button>
      <small class="by">${told.filter(Boolean).join(" · ")}</small>
    </div>
    ${open && html`<${Found} answer=${answer} />`}
  `;
}

/** What the answer says, where it can be edited and checked again. */
async function toCheck(answer) {
  try {
    const { take } = await import("./draft.js");
    if (await take(withoutMarkers(answer))) go("check");
  } catch {
    announce(say("offline"), "bad");
  }
}

/** A tab of its own, or where a key is needed, which no link can carry, a file. */
function Proof({ answer }) {
  const path = `/api/answers/${answer.id}/proof?lang=${language.value}`;
  const label = say("proof");
  if (key.value) {
    const save = () => download(`${path}&download=1`, `${label}-${answer.id}.html`);
    return html`<${IconButton} icon="seal" label=${label} onClick=${save} />`;
  }
  return html`<a class="icon-button" href=${path} target="_blank" rel="noopener" aria-label=${label} title=${label}>
    <${Icon} name="seal" />
  </a>`;
}

function Feedback({ answer }) {
  const [given, setGiven] = useState(answer.rating ?? "");
  const give = async (rating) => {
    try {
      await rate(answer, rating, answer.comment);
      answer.rating = rating;
      setGiven(rating);
      const comment = await question({
        value: answer.comment ?? "",
        title: say("thanks"),
        label: say("comment"),
        action: say("comment_send"),
        long: true,
      });
      if (!comment) return;
      await rate(answer, rating, comment);
      answer.comment = comment;
      announce(say("thanks"));
    } catch (problem) {
      announce(problem.message, "bad");
    }
  };
  return ["up", "down"].map(
    (rating) => html`<${IconButton}
      icon=${rating}
      label=${say(rating === "up" ? "good" : "bad")}
      aria-pressed=${given === rating}
      onClick=${() => give(rating)}
    />`,
  );
}
