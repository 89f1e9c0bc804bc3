// What was found in a draft, one below the other: said, said by the report, its words, the mend.
import { useLayoutEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { phase, text } from "./draft.js";
import { choose, mend, mendSlips, step } from "./editor.js";
import { html } from "./html.js";
import { Icon, IconButton } from "./icons.js";
import { Quote } from "./quote.js";
import { openReader } from "./reading.js";
import {
  counts,
  itemBeside,
  selected,
  shown,
  shownVerdicts,
  slips,
  toggle,
  VERDICTS,
} from "./verdicts.js";
import { say, sayOr } from "./words.js";

/** Drawn at a time. */
const MANY = 100;

export function Findings() {
  const list = useRef(null);
  const [most, setMost] = useState(MANY);
  const items = shown.value;
  const at = items.findIndex((item) => item.key === selected.value);
  const drawn = items.slice(0, Math.max(most, at + 1));
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [selected.value, drawn.length > at]);
  const done = (item) => {
    const next = itemBeside(1, item.end);
    mend(item);
    requestAnimationFrame(() => focusOn(list.current, next));
  };
  return html`
    <section class="findings" aria-label=${say("check_results")}>
      <${Filters} />
      <${Steps} at=${at} count=${items.length} />
      <ol ref=${list} tabindex="-1">
        ${drawn.map((item) => html`<${Item} key=${item.key} item=${item} onMend=${done} />`)}
      </ol>
      ${
        drawn.length < items.length &&
        html`<button type="button" class="more" onClick=${() => setMost(most + MANY)}>
          ${say("check_more", { count: items.length - drawn.length })}
        </button>`
      }
      ${items.length === 0 && html`<${Nothing} />`}
    </section>
  `;
}

/** What was mended is gone from the list. */
function focusOn(list, next) {
  const button = next && list?.querySelector(`[data-key="${next.key}"] .pick`);
  if (button) choose(next);
  (button ?? list)?.focus();
}

function Filters() {
  return html`
    <div class="verdicts" role="group" aria-label=${say("check_shown")}>
      ${VERDICTS.map(
        (verdict) => html`<button
          type="button"
          aria-pressed=${shownVerdicts.value.has(verdict)}
          onClick=${() => toggle(verdict)}
        >
          <span class=${`verdict ${verdict}`}>${say(`verdict_${verdict}`)}</span>
          <b>${counts.value[verdict]}</b>
        </button>`,
      )}
    </div>
  `;
}

function Steps({ at, count }) {
  if (!count) return null;
  const many = slips.value.length;
  return html`
    <div class="steps">
      <${IconButton} icon="previous" label=${say("check_previous")} aria-keyshortcuts="Alt+ArrowUp Shift+F8" onClick=${() => step(-1)} />
      <span>${at < 0 ? count : say("citation_of", { at: at + 1, count })}</span>
      <${IconButton} icon="next" label=${say("check_next")} aria-keyshortcuts="Alt+ArrowDown F8" onClick=${() => step(1)} />
      ${
        many > 1 &&
        html`<button type="button" onClick=${mendSlips}>
          <${Icon} name="mend" />${say("mend_all", { count: many })}
        </button>`
      }
    </div>
  `;
}

function Item({ item, onMend }) {
  const { finding, claim, verdict } = item;
  const sources = finding ? [finding.citation].filter(Boolean) : claim.citations;
  const isChosen = item.key === selected.value;
  return html`
    <li class=${`item ${verdict}`} data-key=${item.key}>
      <button
        type="button"
        class="pick"
        aria-current=${isChosen ? "true" : undefined}
        onClick=${() => choose(item)}
      >
        <span class="kinds">
          <span class=${`verdict ${verdict}`}>${say(`verdict_${verdict}`)}</span>
          ${kindOf(item)}
        </span>
        <${Said} item=${item} />
        ${finding && isChosen && html`<small class="sentence"><bdi>${wordsOf(claim)}</bdi></small>`}
      </button>
      ${sources.map(
        (citation, at) => html`<button
          type="button"
          class="source"
          onClick=${() => read(item, sources, at)}
        >
          <q><${Quote} citation=${citation} /></q>
          <small>${citation.section.at(-1) ?? citation.report_title}</small>
        </button>`,
      )}
      ${
        finding?.expected &&
        html`<button
          type="button"
          class="mend"
          aria-keyshortcuts=${isChosen ? "Alt+Enter" : undefined}
          onClick=${() => onMend(item)}
        >
          <${Icon} name="mend" />${say("mend", { words: finding.expected })}
        </button>`
      }
    </li>
  `;
}

function read(item, sources, at) {
  choose(item);
  openReader(sources, at);
}

const wordsOf = ({ start, end }) => text.value.slice(start, end);

function kindOf({ finding, claim, verdict }) {
  if (finding) return sayOr(`finding_${finding.kind}`, finding.kind);
  return verdict === "not_checked" && claim.reason
    ? sayOr(`reason_${claim.reason}`, claim.reason)
    : null;
}

/** What the draft says, and where the report says otherwise, what it says. */
function Said({ item }) {
  const { finding, claim } = item;
  if (!finding)
    return html`
      <span class="said whole"><bdi>${wordsOf(claim)}</bdi></span>
      ${claim.derived.map(({ formula }) => html`<small class="formula"><bdi>${formula}</bdi></small>`)}
    `;
  const words = wordsOf(item);
  if (!finding.expected) return html`<span class="said"><bdi>${words}</bdi></span>`;
  return html`<span class="said">
    <span class="hidden">${say("draft_says")}</span>
    <s><bdi>${words}</bdi></s>
    <span aria-hidden="true">→</span>
    <span class="hidden">${say("report_says")}</span>
    <b><bdi>${finding.expected}</bdi></b>
  </span>`;
}

/** Where the list is empty: why. */
function Nothing() {
  const found = VERDICTS.reduce((sum, verdict) => sum + counts.value[verdict], 0);
  if (found && phase.value === "done") return html`<p class="empty">${say("check_nothing")}</p>`;
  if (text.value.trim()) return null;
  return html`
    <div class="legend">
      <p>${say("check_about")}</p>
      <ul>
        ${VERDICTS.map(
          (verdict) => html`<li>
            <span class=${`verdict ${verdict}`}>${say(`verdict_${verdict}`)}</span>
            ${say(`about_${verdict}`)}
          </li>`,
        )}
      </ul>
    </div>
  `;
}
