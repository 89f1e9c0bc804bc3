// Where a question is typed. What is typed outlives a reload, and until it is answered, a failure.
import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { signal } from "../vendor/signals/signals.js";
import { current } from "./conversation.js";
import { html } from "./html.js";
import { IconButton } from "./icons.js";
import { about, chosen, reports, titleOf } from "./library.js";
import { keep, kept } from "./preferences.js";
import { say } from "./words.js";

const LONGEST = 2000;

/** What is typed, and a reason to go there. */
export const typed = signal(kept("typed") ?? "");
export const summons = signal(0);

function write(text) {
  typed.value = text;
  keep("typed", text);
}

/** Put `text` into the field, and go there. */
export function compose(text) {
  write(typed.value.trim() ? `${typed.value}\n${text}` : text);
  summons.value += 1;
}

export function Composer() {
  const field = useRef(null);
  const conversation = current.value;
  useEffect(() => {
    field.current.focus();
    field.current.setSelectionRange(typed.value.length, typed.value.length);
  }, [summons.value, conversation]);
  const send = async (text) => {
    typed.value = "";
    await conversation.ask(text);
    const isAnswered = conversation.turns.value.at(-1).answer.value;
    if (isAnswered && !typed.value) keep("typed", "");
  };
  const stop = (event) => {
    if (event.detail > 1) return; // the second click of one on "send"
    conversation.stop();
    field.current.focus();
  };
  return html`
    <div class="composer">
      <${Field}
        field=${field}
        id="question"
        text=${typed.value}
        onText=${write}
        onAsk=${send}
        busy=${conversation.busy.value}
      >
        ${reports.value.length > 1 && html`<${Which} label=${say("which_report")} />`}
        <span class="hint">${say("enter_hint")}</span>
        ${
          conversation.busy.value
            ? html`<${IconButton} key="stop" icon="stop" class="icon-button go" label=${say("stop")} onClick=${stop} />`
            : html`<${IconButton} key="send" icon="send" class="icon-button go" label=${say("send")} type="submit" disabled=${!typed.value.trim()} />`
        }
      <//>
      ${about.value && !about.value.model && html`<p class="calm">${say("llm_off")}</p>`}
    </div>
  `;
}

/** A question that is edited where it stands. */
export function Composed({ text, onAsk, onCancel }) {
  const [draft, setDraft] = useState(text);
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const escape = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    onCancel();
  };
  return html`
    <div class="composer edited" onKeyDown=${escape}>
      <${Field} field=${field} text=${draft} onText=${setDraft} onAsk=${onAsk} busy=${false}>
        <button type="button" onClick=${onCancel}>${say("cancel")}</button>
        <button class="primary" disabled=${!draft.trim()}>${say("send")}</button>
      <//>
    </div>
  `;
}

function Field({ field, id, text, onText, onAsk, busy, children }) {
  useLayoutEffect(() => {
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  const length = Array.from(text.trim()).length;
  const ask = (event) => {
    event.preventDefault();
    if (!busy && length && length <= LONGEST) onAsk(text.trim());
  };
  const press = (event) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) ask(event);
  };
  return html`
    <form onSubmit=${ask}>
      <textarea
        id=${id}
        ref=${field}
        rows="1"
        value=${text}
        aria-label=${say("ask_label")}
        placeholder=${say("ask_placeholder")}
        aria-invalid=${length > LONGEST}
        onInput=${(event) => onText(event.currentTarget.value)}
        onKeyDown=${press}
      ></textarea>
      ${
        length > LONGEST &&
        html`<p class="warning" role="alert">${say("too_long", { limit: LONGEST, length })}</p>`
      }
      <div class="composer-row">${children}</div>
    </form>
  `;
}

/** Which report is asked, or checked against. */
export const Which = ({ label }) => html`
  <select
    aria-label=${label}
    value=${chosen.value}
    onChange=${(event) => {
      chosen.value = event.currentTarget.value;
    }}
  >
    <option value="">${say("all_reports")}</option>
    ${reports.value.map((one) => html`<option value=${one.id}>${titleOf(one.id)}</option>`)}
  </select>
`;
