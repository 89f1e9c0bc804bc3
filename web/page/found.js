// How this was found: passages with their scores, what was struck and why, time by stage.
import { asPlace, whyNot } from "./answer.js";
import { html } from "./html.js";
import { shortTitle } from "./library.js";
import { openReader } from "./reading.js";
import { say } from "./words.js";

export function Found({ answer }) {
  const cited = new Set(answer.citations.map((one) => one.passage_id));
  const used = answer.passages.filter((one) => cited.has(one.passage_id));
  const rest = answer.passages.filter((one) => !cited.has(one.passage_id));
  return html`
    <section class="found" aria-label=${say("how_found")}>
      ${answer.struck?.length > 0 && html`<${Struck} claims=${answer.struck} />`}
      ${used.length > 0 && html`<${Passages} passages=${used} caption=${say("used")} />`}
      ${
        rest.length > 0 &&
        html`<details open=${used.length === 0}>
        <summary>${say("not_used", { count: rest.length })}</summary>
        <${Passages} passages=${rest} />
      </details>`
      }
      ${answer.decided_by && html`<p><small>${say(`certain_${answer.decided_by}`)}</small></p>`}
      <${Timings} timings=${answer.timings_ms} />
    </section>
  `;
}

const Struck = ({ claims }) => html`
  <h3>${say("struck")}</h3>
  <ul class="struck">
    ${claims.map((claim) => html`<li><s>${claim.text}</s> <small>${whyNot(claim)}</small></li>`)}
  </ul>
`;

function Passages({ passages, caption }) {
  const places = passages.map(asPlace);
  return html`
    ${caption && html`<h3>${caption}</h3>`}
    <ul class="passages">
      ${passages.map(
        (passage, at) => html`<li>
          <button type="button" class="source" onClick=${() => openReader(places, at)}>
            <span class="excerpt">${passage.text}</span>
            <small>${[shortTitle.value(passage.report_id), ...passage.section].join(" › ")}</small>
          </button>
          <dl class="scores">
            <${Score} name="score" value=${passage.score} share=${passage.score} />
            <${Score} name="dense" value=${passage.dense_score} share=${passage.dense_score} />
            <${Score} name="lexical" value=${passage.lexical_score} share=${passage.lexical_score / 30} />
          </dl>
        </li>`,
      )}
    </ul>
  `;
}

const Score = ({ name, value, share }) => html`
  <div>
    <dt>${say(name)}</dt>
    <dd>
      <span class="bar" aria-hidden="true" style=${{ "--share": Math.max(0, Math.min(1, share)) }}></span>
      ${value.toFixed(name === "lexical" ? 1 : 3)}
    </dd>
  </div>
`;

const Timings = ({ timings }) => html`
  <h3>${say("timings")}</h3>
  <dl class="timings">
    ${Object.entries(timings).map(
      ([stage, ms]) => html`<div><dt>${named(stage)}</dt><dd>${ms.toFixed(1)}</dd></div>`,
    )}
  </dl>
`;

const STAGES = ["embed", "retrieve", "read", "generate", "verify", "rewrite", "total"];
const named = (stage) => (STAGES.includes(stage) ? say(stage) : stage);
