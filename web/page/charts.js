// Small charts of figures that belong together: bars from one zero, each with its own words.
import { useState } from "../vendor/preact/hooks.js";
import { html } from "./html.js";
import { say } from "./words.js";

const FEWEST = 2;
const SHOWN = 4;

export function Charts({ figures, onOpen }) {
  const [all, setAll] = useState(false);
  const sets = Object.values(
    Object.groupBy(
      figures.filter((one) => one.group),
      (one) => `${one.report_id} ${one.group}`,
    ),
  );
  const charts = sets.filter((members) => members.length >= FEWEST);
  if (!charts.length) return null;
  const shown = all ? charts : charts.slice(0, SHOWN);
  return html`
    <section aria-label=${say("charts")}>
      <h2>${say("charts")}</h2>
      <div class="charts">
        ${shown.map((members) => html`<${Chart} key=${members[0].start} members=${members} onOpen=${onOpen} />`)}
      </div>
      ${
        charts.length > shown.length &&
        html`<button type="button" onClick=${() => setAll(true)}>${say("all_charts", { count: charts.length })}</button>`
      }
    </section>
  `;
}

function Chart({ members, onOpen }) {
  const largest = Math.max(...members.map((one) => Math.abs(one.base_value))) || 1;
  return html`
    <ul class="chart">
      ${members.map(
        (one) => html`<li>
          <button type="button" class="link" onClick=${() => onOpen(one)}>${one.indicator || one.text}</button>
          <span class="bar" aria-hidden="true" style=${{ "--share": Math.abs(one.base_value) / largest }}></span>
          <span class="number">${one.change}${one.text}</span>
        </li>`,
      )}
    </ul>
  `;
}
