// Every figure of a report: filtered, charted where a set belongs together, each a link to its words.
import { useEffect, useState } from "../vendor/preact/hooks.js";
import { Charts } from "./charts.js";
import { html } from "./html.js";
import { Icon } from "./icons.js";
import { figuresOf, reports, titleOf } from "./library.js";
import { key } from "./preferences.js";
import { openReader, place } from "./reading.js";
import { go } from "./route.js";
import { download } from "./saving.js";
import { say } from "./words.js";

const NUMBERS = new Intl.NumberFormat("en", { maximumFractionDigits: 10 });

export function Figures({ id }) {
  const [figures, setFigures] = useState(null);
  const [problem, setProblem] = useState("");
  const [wanted, setWanted] = useState("");
  const [section, setSection] = useState("");
  useEffect(() => {
    let wanted = true;
    setFigures(null);
    setProblem("");
    setSection("");
    figuresOf(id)
      .then((told) => wanted && setFigures(told))
      .catch((failure) => wanted && setProblem(failure.message));
    return () => {
      wanted = false;
    };
  }, [id, key.value]);
  if (problem) return html`<p class="failed" role="alert">${problem}</p>`;
  if (!figures) return html`<p class="empty" role="status">${say("loading")}</p>`;
  const sections = [...new Set(figures.map((one) => one.section.at(-1) ?? ""))].filter(Boolean);
  const shown = figures.filter(
    (one) =>
      (!section || one.section.at(-1) === section) && holds(one, wanted.trim().toLowerCase()),
  );
  return html`
    <div class="figures">
      <div class="tools">
        ${
          reports.value.length > 1 &&
          html`<select aria-label=${say("reports")} value=${id} onChange=${(event) => go("figures", event.currentTarget.value)}>
          ${reports.value.map((one) => html`<option value=${one.id}>${titleOf(one.id)}</option>`)}
        </select>`
        }
        <input
          type="search"
          value=${wanted}
          aria-label=${say("filter")}
          placeholder=${say("filter_hint")}
          onInput=${(event) => setWanted(event.currentTarget.value)}
        />
        ${
          sections.length > 1 &&
          html`<select aria-label=${say("section")} value=${section} onChange=${(event) => setSection(event.currentTarget.value)}>
          <option value="">${say("all_sections")}</option>
          ${sections.map((title) => html`<option value=${title}>${title}</option>`)}
        </select>`
        }
        <button type="button" onClick=${() => download(csvOf(id), `figures-${id}.csv`)}>
          <${Icon} name="save" />${say("csv")}
        </button>
      </div>
      <div class="scrolled" tabindex="0" role="region" aria-label=${say("figures")}>
        <${Charts} figures=${shown} onOpen=${(one) => show(shown, one)} />
        <p class="count" role="status">${shown.length ? say("rows", { count: shown.length }) : say("no_rows")}</p>
        ${shown.length > 0 && html`<${Table} figures=${shown} />`}
      </div>
    </div>
  `;
}

const csvOf = (id) => `/api/figures?${new URLSearchParams({ report_id: id, format: "csv" })}`;

const holds = (one, wanted) =>
  !wanted ||
  [one.indicator, one.unit, one.text, one.change, ...one.section]
    .join(" ")
    .toLowerCase()
    .includes(wanted);

function show(figures, one) {
  openReader(
    figures.map((figure) => ({ ...figure, quote: figure.text })),
    figures.indexOf(one),
  );
}

function Table({ figures }) {
  const here = place.value;
  return html`
    <table>
      <thead>
        <tr>
          ${["indicator", "value", "unit", "change", "section"].map((name) => html`<th scope="col">${say(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${figures.map(
          (
            one,
          ) => html`<tr key=${one.start} class=${here?.start === one.start && here.report_id === one.report_id ? "here" : ""}>
            <th scope="row">
              <button type="button" class="link" onClick=${() => show(figures, one)}>${one.indicator || one.text}</button>
            </th>
            <td class="number">${NUMBERS.format(one.value)}${one.about && html`<small> ${one.about}</small>`}</td>
            <td>${one.unit}</td>
            <td>${one.change}</td>
            <td class="where">${one.section.at(-1)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  `;
}
