// What interrupts: a question in a dialog, a line that goes away, a line for screen readers.
import { useEffect, useRef } from "../vendor/preact/hooks.js";
import { signal } from "../vendor/signals/signals.js";
import { html } from "./html.js";
import { say } from "./words.js";

const SHOWN = 5000;
const dialog = signal(null);
const notice = signal(null);
/** What a screen reader is told: whole sentences, never a stream. */
export const spoken = signal("");

/** A short line; `kind` "bad" for what went wrong. */
export function announce(text, kind = "") {
  const shown = { text, kind };
  notice.value = shown;
  setTimeout(() => {
    if (notice.value === shown) notice.value = null;
  }, SHOWN);
}

/** Resolves to what was typed ("" where nothing is asked for), or null if it was cancelled. */
export function question({ title, text, label, value = "", action, secret = false, long = false }) {
  return new Promise((resolve) => {
    dialog.value?.resolve(null);
    dialog.value = { title, text, label, value, action, secret, long, resolve };
  });
}

export function Dialogs() {
  return html`
    <div class="hidden" role="status" aria-live="polite">${spoken.value}</div>
    <div class="notices" role="status">
      ${notice.value && html`<p class=${`notice ${notice.value.kind}`}>${notice.value.text}</p>`}
    </div>
    ${dialog.value && html`<${Asked} key=${dialog.value} ...${dialog.value} />`}
  `;
}

function Asked({ title, text, label, value, action, secret, long, resolve }) {
  const box = useRef(null);
  const field = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const shown = box.current;
    shown.showModal();
    field.current?.select?.();
    return () => {
      shown.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  const answered = (said) => {
    dialog.value = null;
    resolve(said);
  };
  const submit = (event) => {
    event.preventDefault();
    answered(field.current?.value.trim() ?? "");
  };
  const cancel = (event) => {
    event.preventDefault();
    answered(null);
  };
  return html`
    <dialog ref=${box} onCancel=${cancel} aria-labelledby="dialog-title">
      <form onSubmit=${submit}>
        <h2 id="dialog-title">${title}</h2>
        ${text && html`<p>${text}</p>`}
        ${
          label &&
          html`<label>
          <span>${label}</span>
          ${
            long
              ? html`<textarea ref=${field} rows="4" maxlength="4000" defaultValue=${value}></textarea>`
              : html`<input
                ref=${field}
                type=${secret ? "password" : "text"}
                defaultValue=${value}
                autocomplete="off"
                maxlength="200"
              />`
          }
        </label>`
        }
        <div class="dialog-actions">
          <button type="button" onClick=${cancel}>${say("cancel")}</button>
          <button class="primary">${action ?? say("ok")}</button>
        </div>
      </form>
    </dialog>
  `;
}
