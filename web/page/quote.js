// A citation: its chip in the text, the card that shows the exact words, and figures in them.
import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { html } from "./html.js";
import { figuresOf } from "./library.js";
import { card, openReader } from "./reading.js";
import { segments, Text } from "./text.js";
import { say } from "./words.js";

const LINGERS = 150;
let leaving = 0;

export function showCard(citation, anchor) {
  clearTimeout(leaving);
  card.value = { citation, anchor };
}

export function hideCard() {
  leaving = setTimeout(() => {
    card.value = null;
  }, LINGERS);
}

export function Chip({ citations, marker }) {
  const at = citations.findIndex((one) => one.marker === marker);
  if (at < 0) return `[${marker}]`;
  const citation = citations[at];
  const enter = (event) => showCard(citation, event.currentTarget);
  return html`<button
    type="button"
    class="chip"
    aria-label=${say("quote_n", { n: marker, quote: citation.quote })}
    onMouseEnter=${enter}
    onFocus=${enter}
    onMouseLeave=${hideCard}
    onBlur=${hideCard}
    onClick=${() => openReader(citations, at)}
  >
    ${marker}
  </button>`;
}

/** The exact words, the figures in them emphasised. */
export function Quote({ citation }) {
  const spans = useFigures(citation);
  const text = new Text(citation.quote);
  return segments(0, text.length, { figure: spans }).map(({ start, end, names }) => {
    const piece = text.slice(start, end);
    return names.has("figure") ? html`<b class="figure">${piece}</b>` : piece;
  });
}

/** Spans of the figures inside a quote, from its own start; none until they are known. */
function useFigures({ report_id: id, start, end }) {
  const [spans, setSpans] = useState([]);
  useEffect(() => {
    let wanted = true;
    figuresOf(id)
      .then((figures) => wanted && setSpans(within(figures, start, end)))
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [id, start, end]);
  return spans;
}

export const within = (figures, start, end) =>
  figures
    .filter((one) => one.start >= start && one.end <= end)
    .map((one) => [one.start - start, one.end - start]);

export function QuoteCard() {
  const box = useRef(null);
  const shown = card.value;
  useLayoutEffect(() => {
    if (!shown) return;
    let frame = 0;
    const follow = () => {
      if (!shown.anchor.isConnected) card.value = null;
      else placeBeside(shown.anchor, box.current);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  if (!shown) return null;
  const { citation } = shown;
  return html`
    <div
      ref=${box}
      class="card"
      role="tooltip"
      onMouseEnter=${() => clearTimeout(leaving)}
      onMouseMove=${makeWay}
      onMouseLeave=${hideCard}
    >
      <q><${Quote} citation=${citation} /></q>
      <small>${citation.section.at(-1) ?? citation.report_title}</small>
    </div>
  `;
}

/** For a citation that lies under the card, once the pointer has come to it. */
function makeWay({ clientX, clientY }) {
  const under = document.elementsFromPoint(clientX, clientY);
  if (under.some((one) => one.matches(".chip"))) card.value = null;
}

/** Above the anchor, growing away from it, or below where there is no room. */
function placeBeside(anchor, { offsetWidth: width, offsetHeight: height, style }) {
  const { left, top, bottom } = anchor.getBoundingClientRect();
  const isAbove = top - height - 8 > 0;
  style.left = `${Math.max(8, Math.min(left - 16, innerWidth - width - 8))}px`;
  style.top = isAbove ? "auto" : `${bottom + 8}px`;
  style.bottom = isAbove ? `${innerHeight - top + 8}px` : "auto";
}
