// The draft's field, its marks beneath it, and what is done to the words in it.
import { useEffect, useLayoutEffect, useRef } from "../vendor/preact/hooks.js";
import { effect, signal, untracked } from "../vendor/signals/signals.js";
import { Backdrop } from "./backdrop.js";
import { edited, SETTLED, text, wait } from "./draft.js";
import { html } from "./html.js";
import { hideCard, showCard } from "./quote.js";
import { card } from "./reading.js";
import { current, itemAt, itemBeside, pieces, selected, shown, slips } from "./verdicts.js";
import { say } from "./words.js";

/** What is whole when it comes; what is typed goes on. */
const WHOLE = /^(insertFromPaste|insertFromDrop|insertReplacementText|history|deleteByCut)/;
/** Lines that the browser takes in, or takes back, at once in no time: it grows with their square. */
const QUICK = 300;

/** Steps that the browser can take back in this field. */
export const undoable = signal(0);
let field = null;
let marks = null;
let hovered = null;
/** Milliseconds until what is written here is checked; null while it is the asker who writes. */
let writing = null;

export function Editor() {
  const area = useRef(null);
  const box = useRef(null);
  useLayoutEffect(() => {
    field = area.current;
    field.value = text.value;
    undoable.value = 0;
    marks = new Backdrop(box.current);
    const follow = effect(() => {
      const now = text.value;
      if (field.value !== now) untracked(() => replaceAll(now));
      marks.draw(text.value, pieces(), selected.value);
    });
    document.addEventListener("selectionchange", chooseAtCaret);
    return () => {
      follow();
      document.removeEventListener("selectionchange", chooseAtCaret);
      card.value = null;
      field = null;
    };
  }, []);
  useEffect(() => field.focus({ preventScroll: true }), []);
  return html`
    <div class="sheet" onMouseMove=${hover} onMouseLeave=${leave}>
      <div class="backdrop" ref=${box} aria-hidden="true"></div>
      <textarea
        id="draft"
        ref=${area}
        spellcheck=${false}
        autocomplete="off"
        autocapitalize="off"
        aria-label=${say("draft")}
        aria-describedby="draft-private"
        placeholder=${say("draft_placeholder")}
        onInput=${input}
        onCompositionEnd=${() => wait()}
      ></textarea>
    </div>
  `;
}

function input(event) {
  const now = event.currentTarget.value;
  undoable.value += event.inputType === "historyUndo" ? -1 : 1;
  if (now === text.value) return;
  if (event.isComposing) edited(now);
  else edited(now, writing ?? (WHOLE.test(event.inputType) ? 0 : SETTLED));
}

/** The item that the caret has come into; none where it has come into none. */
function chooseAtCaret() {
  if (document.activeElement !== field) return;
  selected.value = itemAt(field.selectionStart)?.key ?? "";
}

/** The quote of the mark under the pointer; the field lies over it. */
function hover(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const mark = under.find((one) => one.matches("mark[data-key]")) ?? null;
  if (mark === hovered) return;
  hovered = mark;
  const item = mark && shown.value.find(({ key }) => key === mark.dataset.key);
  if (item?.finding?.citation) showCard(item.finding.citation, mark);
  else hideCard();
}

function leave() {
  hovered = null;
  hideCard();
}

/** Through the browser, so that it can be taken back; where that takes long, without it. */
function write(start, end, words, pause = 0) {
  const before = document.activeElement;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  writing = pause;
  const command = words ? "insertText" : "delete";
  if (isLong(start, end, words) || !document.execCommand(command, false, words)) {
    field.setRangeText(words, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    undoable.value = 0;
  }
  writing = null;
  if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true });
}

const linesIn = (words) => words.split("\n").length;
const isLong = (start, end, words) =>
  linesIn(words) > QUICK || linesIn(field.value.slice(start, end)) > QUICK;

/** With another draft; an emptied field keeps nothing to take back. */
function replaceAll(words) {
  if (words && field.value) write(0, field.value.length, words);
  else {
    field.value = words;
    undoable.value = 0;
  }
}

export function undo() {
  field.focus({ preventScroll: true });
  document.execCommand("undo");
}

/** The report's words in the place of the draft's. */
export function mend({ start, end, finding }) {
  write(start, end, finding.expected);
}

/** As one step to take back, or where they lie far apart, as many. */
export function mendSlips() {
  const all = slips.value;
  const [start, end] = [all[0].start, all.at(-1).end];
  if (isLong(start, end, "")) {
    const last = all.length - 1;
    all.toReversed().forEach((item, i) => {
      write(item.start, item.end, item.finding.expected, i < last ? SETTLED : 0);
    });
    return;
  }
  let words = "";
  let at = start;
  for (const item of all) {
    words += text.value.slice(at, item.start) + item.finding.expected;
    at = item.end;
  }
  write(start, end, words);
}

/** Shows an item in the text; takes the caret there where it is in the field already. */
export function choose(item) {
  selected.value = item.key;
  if (document.activeElement === field) field.setSelectionRange(item.start, item.end);
  marks.markOf(item.key)?.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const unit = by > 0 ? field.selectionEnd : field.selectionStart;
  const item = itemBeside(by, unit);
  if (item) choose(item);
  return item;
}

export const mendable = () => (current.value?.finding?.expected ? current.value : null);
