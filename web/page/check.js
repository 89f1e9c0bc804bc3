// 核稿: a draft, its marks and what was found; in by keyboard, paste or file, out by copy or file.
import { useEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { progress } from "./claims.js";
import { Which } from "./composer.js";
import { announce, spoken } from "./dialogs.js";
import {
  check,
  checkFile,
  checkNow,
  chooseKeeping,
  clear,
  keeping,
  phase,
  problem,
  refresh,
  requestOf,
  text,
  warm,
} from "./draft.js";
import { Editor, mend, mendable, step, undo, undoable } from "./editor.js";
import { Findings } from "./findings.js";
import { html } from "./html.js";
import { Icon, IconButton } from "./icons.js";
import { chosen, reports } from "./library.js";
import { copy, download } from "./saving.js";
import { counts } from "./verdicts.js";
import { say } from "./words.js";

const FORMATS = ".txt,.md,.markdown,.docx";

export function Check() {
  const [over, setOver] = useState(false);
  const box = useRef(null);
  useKeys(box);
  useEffect(warm, []);
  useEffect(refresh, [chosen.value]);
  useTelling();
  const drag = (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(event.type === "dragover");
    if (event.type === "drop") open(event.dataTransfer.files[0]);
  };
  const paste = (event) => {
    const [file] = event.clipboardData.files;
    if (!file || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    open(file);
  };
  return html`
    <div class="check" ref=${box}>
      <${Tools} />
      <div class="desk">
        <section class="writing" aria-label=${say("draft")}>
          <div
            class=${`page ${over ? "over" : ""}`}
            onDrop=${drag}
            onDragOver=${drag}
            onDragLeave=${drag}
            onPaste=${paste}
          >
            <${Editor} />
          </div>
          <${State} />
          <${Private} />
        </section>
        <${Findings} />
      </div>
    </div>
  `;
}

const open = (file) => file && checkFile(file);

/** Keys that work wherever the focus is in this view. */
function useKeys(box) {
  useEffect(() => {
    const press = (event) => {
      if (event.isComposing || document.querySelector("dialog[open]")) return;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      action(box.current);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function actionOf({ key, altKey, ctrlKey, metaKey, shiftKey }) {
  if (key === "Enter" && (ctrlKey || metaKey)) return checkNow;
  if (key === "Enter" && altKey && mendable()) return () => mend(mendable());
  if (key === "F8") return (box) => stepAlong(box, shiftKey ? -1 : 1);
  if (key === "ArrowDown" && altKey) return (box) => stepAlong(box, 1);
  if (key === "ArrowUp" && altKey) return (box) => stepAlong(box, -1);
  return null;
}

/** In the list the focus goes along. */
function stepAlong(box, by) {
  const isInList = document.activeElement.closest(".findings ol");
  const item = step(by);
  if (item && isInList)
    requestAnimationFrame(() => box.querySelector(`[data-key="${item.key}"] .pick`)?.focus());
}

/** Once a check is finished, never while it is under way. */
function useTelling() {
  useEffect(() => {
    if (phase.value === "done") spoken.value = summary();
    else if (phase.value === "failed") spoken.value = problem.value.message;
  }, [phase.value]);
}

function summary() {
  const { contradicted, unsupported, supported } = counts.value;
  return say(contradicted + unsupported ? "check_done" : "check_fine", {
    contradicted,
    unsupported,
    supported,
  });
}

function Tools() {
  const input = useRef(null);
  const isEmpty = !text.value.trim();
  const pick = (event) => {
    open(event.currentTarget.files[0]);
    event.currentTarget.value = "";
  };
  return html`
    <div class="tools">
      ${reports.value.length > 1 && html`<${Which} label=${say("check_against")} />`}
      <button type="button" aria-label=${say("draft_open")} title=${FORMATS} onClick=${() => input.current.click()}>
        <${Icon} name="open" /><span class="words">${say("draft_open")}</span>
      </button>
      <input ref=${input} type="file" accept=${FORMATS} hidden onChange=${pick} />
      <button
        type="button"
        class="primary"
        disabled=${isEmpty}
        title=${say("check_hint")}
        aria-keyshortcuts="Control+Enter"
        onClick=${checkNow}
      >
        <${Icon} name="check" />${say("check")}
      </button>
      <span class="spring"></span>
      <${IconButton} icon="undo" label=${say("undo")} disabled=${undoable.value < 1} onClick=${undo} />
      <${IconButton} icon="copy" label=${say("draft_copy")} disabled=${isEmpty} onClick=${() => copy(text.value)} />
      <${IconButton} icon="save" label=${say("draft_save")} disabled=${isEmpty} onClick=${save} />
      <${IconButton} icon="trash" label=${say("draft_clear")} disabled=${!text.value} onClick=${clear} />
    </div>
  `;
}

async function save() {
  announce(say("draft_saving"));
  const options = { method: "POST", json: requestOf() };
  await download("/api/check?format=html", `${say("check")}.html`, options, "text/html");
}

/** One calm line: what is under way, what came of it, or what went wrong and the mend. */
function State() {
  const { done, total } = progress.value;
  if (phase.value === "failed") {
    return html`<div class="failed" role="alert">
      <${Icon} name="warn" />
      <p>${problem.value.message}</p>
      ${problem.value.status !== 413 && html`<button type="button" onClick=${check}>${say("retry")}</button>`}
    </div>`;
  }
  if (phase.value === "idle") return null;
  const isChecking = phase.value === "checking";
  const told = {
    waiting: () => say("check_waiting"),
    reading: () => say("check_reading"),
    checking: () => (total ? say("check_progress", { done, total }) : say("check_started")),
    done: summary,
  };
  return html`
    <div class=${`state ${phase.value}`}>
      <p class=${isChecking ? "under-way" : ""}>${told[phase.value]()}</p>
      ${isChecking && total > 1 && html`<progress max=${total} value=${done} aria-label=${say("check_started")}></progress>`}
    </div>
  `;
}

function Private() {
  return html`
    <div class="private">
      <small id="draft-private">${say(keeping.value ? "draft_kept" : "draft_private")}</small>
      <label>
        <input
          type="checkbox"
          checked=${keeping.value}
          onChange=${(event) => chooseKeeping(event.currentTarget.checked)}
        />
        <small>${say("draft_keep")}</small>
      </label>
    </div>
  `;
}
