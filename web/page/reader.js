// The report itself, at the exact words: beside a view, or as the view.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact/hooks.js";
import { Component } from "../vendor/preact/preact.js";
import { compose } from "./composer.js";
import { current } from "./conversation.js";
import { html } from "./html.js";
import { Icon, IconButton } from "./icons.js";
import { figuresOf, forget, shortTitle, textOf, titleOf } from "./library.js";
import { key } from "./preferences.js";
import { within } from "./quote.js";
import { closeReader, place, reading, step } from "./reading.js";
import { address, go, linkTo } from "./route.js";
import { copy } from "./saving.js";
import { fingerprint, lines, segments } from "./text.js";
import { say } from "./words.js";

const MOST_FOUND = 500;
const LONGEST_ASKED = 80;

/** Beside the chat or the figures: what `reading` says. */
export function Reader() {
  const heading = useRef(null);
  const shown = place.value;
  const { places, at } = reading.value;
  useEffect(() => heading.current.focus(), []);
  const press = (event) => {
    if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "p") step(event.key === "n" ? 1 : -1);
  };
  return html`
    <aside class="reader" aria-label=${say("reader")} onKeyDown=${press}>
      <header>
        <h2 ref=${heading} tabindex="-1" title=${titleOf(shown.report_id)}>
          ${shortTitle.value(shown.report_id)}
        </h2>
        <a class="icon-button" href=${address("read", shown.report_id)} aria-label=${say("whole_report")} title=${say("whole_report")}>
          <${Icon} name="book" />
        </a>
        <${IconButton} icon="close" label=${say("close")} onClick=${closeReader} />
      </header>
      <div class="stepper">
        <${IconButton} icon="previous" label=${say("previous")} disabled=${places.length < 2} onClick=${() => step(-1)} />
        <span aria-live="polite">${say("citation_of", { at: at + 1, count: places.length })}</span>
        <${IconButton} icon="next" label=${say("next")} disabled=${places.length < 2} onClick=${() => step(1)} />
        <button type="button" onClick=${() => askAbout(shown.quote)}>${say("ask_about")}</button>
        <${IconButton} icon="copy" label=${say("copy_quote")} onClick=${() => copyPlace(shown)} />
        <${IconButton} icon="link" label=${say("link")} onClick=${() => copy(linkToPlace(shown))} />
      </div>
      <${Pages} key=${shown.report_id} place=${shown} places=${places} />
    </aside>
  `;
}

/** As the view: the whole report, at a place that a link names, or at its beginning. */
export function WholeReport({ id, query }) {
  const places = useMemo(() => linkedPlaces(id, query), [id, query.at, query.quote]);
  return html`
    <div class="reader whole">
      <h2 class="hidden">${say("whole_report")}</h2>
      <${Pages} key=${id} report=${id} place=${places[0]} places=${places} />
    </div>
  `;
}

function linkedPlaces(id, { at = "", quote }) {
  const [start, end] = at.split("-").map(Number);
  return end > start ? [{ report_id: id, start, end, fingerprint: quote }] : [];
}

const linkToPlace = ({ report_id: id, start, end, quote }) =>
  linkTo("read", id, { at: `${start}-${end}`, quote: fingerprint(quote) });

function copyPlace({ report_id: id, section, start, end, quote }) {
  return copy(`“${quote}” — ${[titleOf(id), ...section].join(" › ")} · ${start}–${end}`);
}

function askAbout(quote) {
  const points = Array.from(quote.trim());
  const short =
    points.slice(0, LONGEST_ASKED).join("") + (points.length > LONGEST_ASKED ? "…" : "");
  compose(say("ask_about_text", { quote: short }));
  reading.value = null;
  if (!["", "#/"].includes(location.hash) && !location.hash.startsWith("#/c/")) {
    const id = current.value.id.value;
    go(...(id ? ["c", id] : []));
  }
}

function Pages({ report, place: shown, places }) {
  const id = report ?? shown.report_id;
  const [content, setContent] = useState(null);
  const [problem, setProblem] = useState(null);
  const [isFresh, setFresh] = useState(false);
  const [found, setFound] = useState({ wanted: "", spans: [], at: 0 });
  useEffect(() => {
    setProblem(null);
    Promise.all([textOf(id), figuresOf(id).catch(() => [])])
      .then(([told, figures]) => setContent({ ...told, figures, lines: lines(told.text) }))
      .catch(setProblem);
  }, [id, key.value, isFresh]);
  const isThere = !content || !shown || isSame(content.text.slice(shown.start, shown.end), shown);
  useEffect(() => {
    if (isThere || isFresh) return;
    forget(id);
    setFresh(true);
  }, [isThere]);
  if (problem) {
    const gone = problem.status === 404 && shown?.quote;
    return html`<p class="failed" role="alert">
      ${gone ? say("report_gone", { quote: shown.quote }) : problem.message}
    </p>`;
  }
  if (!content) return html`<p class="empty" role="status">${say("loading")}</p>`;
  return html`
    <${Tools} content=${content} found=${found} onFound=${setFound} />
    ${!isThere && isFresh && html`<p class="failed" role="alert">${say("changed", { quote: shown.quote ?? "…" })}</p>`}
    <${Body} content=${content} id=${id} shown=${isThere ? shown : null} places=${places} found=${found} />
  `;
}

/** Whether the words at a place are those that were cited, or that a link was made for. */
const isSame = (words, { quote, fingerprint: made }) =>
  quote === undefined ? !made || fingerprint(words) === made : words === quote;

function Tools({ content, found, onFound }) {
  const { sections, text } = content;
  const { wanted } = found;
  const look = (event) => {
    const sought = event.currentTarget.value.trim();
    onFound({ wanted: sought, spans: text.places(sought, MOST_FOUND), at: 0 });
  };
  const count = found.spans.length;
  const move = (by) => count && onFound({ ...found, at: (found.at + by + count) % count });
  const press = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    move(event.shiftKey ? -1 : 1);
  };
  const jump = (event) => {
    const heading = document.getElementById(`section-${event.currentTarget.value}`);
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return html`
    <div class="tools">
      ${
        sections.length > 0 &&
        html`<select aria-label=${say("outline")} onChange=${jump}>
        <option value="">${say("outline")}</option>
        ${sections.map(
          ({ title, level, start }) =>
            html`<option value=${start}>${"\u2003".repeat(Math.max(0, level - sections[0].level))}${title}</option>`,
        )}
      </select>`
      }
      <input type="search" placeholder=${say("find")} aria-label=${say("find")} onInput=${look} onKeyDown=${press} />
      <span class="count" aria-live="polite">
        ${wanted && (count ? say("find_count", { at: found.at + 1, count: count === MOST_FOUND ? `${count}+` : count }) : say("find_none"))}
      </span>
      ${
        count > 0 &&
        html`<${IconButton} icon="previous" label=${say("previous")} onClick=${() => move(-1)} />
        <${IconButton} icon="next" label=${say("next")} onClick=${() => move(1)} />`
      }
    </div>
  `;
}

function Body({ content, id, shown, places, found }) {
  const box = useRef(null);
  const [selected, setSelected] = useState("");
  useLayoutEffect(() => bringIntoView(box.current, "mark.cited"), [content, shown]);
  useLayoutEffect(() => bringIntoView(box.current, "mark.here"), [found]);
  const headings = new Map(content.sections.map((section) => [section.start, section]));
  const layers = layersOf({ content, id, shown, places, found });
  const near = spread(layers, content.lines);
  useEffect(() => {
    const select = () => setSelected(selectionIn(box.current));
    document.addEventListener("selectionchange", select);
    return () => document.removeEventListener("selectionchange", select);
  }, []);
  return html`
    <div class="body" ref=${box} tabindex="0" role="document" aria-label=${titleOf(id)}>
      ${content.lines.map(
        ([start, end]) =>
          html`<${Line}
            key=${start}
            text=${content.text}
            start=${start}
            end=${end}
            section=${headings.get(start)}
            layers=${near.get(start) ?? NONE}
          />`,
      )}
    </div>
    ${
      selected &&
      html`<button type="button" class="primary ask-selected" onClick=${() => askAbout(selected)}>
      ${say("ask_about")}
    </button>`
    }
  `;
}

/** What is drawn over the text: the words cited, the answer's other quotes, figures, finds. */
function layersOf({ content, id, shown, places, found }) {
  const span = ({ start, end }) => [start, end];
  const figures = shown
    ? within(content.figures, shown.start, shown.end).map(([a, b]) => [
        a + shown.start,
        b + shown.start,
      ])
    : [];
  return {
    cited: shown ? [span(shown)] : [],
    other: places.filter((one) => one !== shown && one.report_id === id).map(span),
    figure: figures,
    find: found.spans,
    here: found.spans.slice(found.at, found.at + 1),
  };
}

const NONE = {};

/** Layers by the line that they touch: start of the line → {name: spans}. */
function spread(layers, spans) {
  const near = new Map();
  for (const [name, marked] of Object.entries(layers)) {
    for (const [a, b] of marked) {
      for (let i = lineAt(spans, a); i < spans.length && spans[i][0] < b; i += 1) {
        const own = near.get(spans[i][0]) ?? {};
        (own[name] ??= []).push([a, b]);
        near.set(spans[i][0], own);
      }
    }
  }
  return near;
}

/** The first line that ends behind `offset`. */
function lineAt(spans, offset) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle][1] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Drawn again only when what is marked in it has changed: reports are long. */
class Line extends Component {
  shouldComponentUpdate(next) {
    return JSON.stringify(this.props.layers) !== JSON.stringify(next.layers);
  }

  render({ text, start, end, section, layers }) {
    const { figure = [], ...marks } = layers;
    const pieces = segments(start, end, marks).map(({ start: from, end: to, names }) => {
      const words = segments(from, to, { figure }).map((piece) => {
        const said = text.slice(piece.start, piece.end);
        return piece.names.size ? html`<b class="figure">${said}</b>` : said;
      });
      return names.size ? html`<mark class=${[...names].join(" ")}>${words}</mark>` : words;
    });
    return section
      ? html`<h3 id=${`section-${section.start}`} tabindex="-1" dir="auto">${pieces}</h3>`
      : html`<p dir="auto">${pieces}</p>`;
  }
}

function bringIntoView(box, what) {
  box.querySelector(what)?.scrollIntoView({ block: "center" });
}

function selectionIn(box) {
  const selection = getSelection();
  return box?.contains(selection.anchorNode) ? selection.toString().trim() : "";
}
