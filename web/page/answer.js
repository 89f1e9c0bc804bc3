// An answer: its sentences with their chips, what is not proven and why, or the refusal.
import { html } from "./html.js";
import { about } from "./library.js";
import { language } from "./preferences.js";
import { Chip, Quote } from "./quote.js";
import { openReader } from "./reading.js";
import { segments, Text } from "./text.js";
import { say } from "./words.js";

const NEAREST = 3;

export function Answer({ answer }) {
  return answer.status === "answered"
    ? html`<${Answered} answer=${answer} />`
    : html`<${Abstained} answer=${answer} />`;
}

function Answered({ answer }) {
  const text = new Text(answer.answer);
  const claims = answer.claims.map(({ start, end }) => [start, end]);
  return html`
    <div class="prose">
      ${segments(0, text.length, { claim: claims }).map(({ start, end }) => {
        const claim = answer.claims.find((one) => one.start <= start && end <= one.end);
        const piece = text.slice(start, end);
        return claim
          ? html`<${Sentence} claim=${claim} text=${piece} />`
          : html`<${Marked} text=${piece} citations=${answer.citations} />`;
      })}
    </div>
    <${Sources} answer=${answer} />
  `;
}

function Sentence({ claim, text }) {
  if (claim.verdict === "supported") return html`<bdi>${text}</bdi>`;
  return html`<bdi class="unproven">${text}</bdi
    ><span class="why">${say("unproven")}${whyNot(claim)}</span>`;
}

/** The words of the rules that the claim breaks, with what it said. */
export function whyNot({ problems }) {
  const told = problems.map((problem) => {
    const [rule, ...said] = problem.split(":");
    const words = about.value?.problems[rule]?.[language.value] ?? rule;
    return [words, said.join(":")].filter(Boolean).join(" ");
  });
  const why = [...new Set(told)].join("；");
  return why && `：${why}`;
}

/** A text whose [n] are chips; the mark behind one stays on its line. */
const Marked = ({ text, citations }) =>
  text.split(/(\[\d+\][。；，、.;,]?)/).map((piece) => {
    const found = /^\[(\d+)\](.?)$/.exec(piece);
    if (!found) return piece;
    return html`<span class="together">
      <${Chip} citations=${citations} marker=${Number(found[1])} />${found[2]}</span
    >`;
  });

function Sources({ answer }) {
  if (!answer.citations.length) return null;
  return html`
    <details class="sources">
      <summary>${say("sources_count", { count: answer.citations.length })}</summary>
      <ol>
        ${answer.citations.map(
          (citation, at) => html`<li value=${citation.marker}>
            <button type="button" class="source" onClick=${() => openReader(answer.citations, at)}>
              <q><${Quote} citation=${citation} /></q>
              <small>${[...citation.section, `${citation.start}–${citation.end}`].join(" · ")}</small>
            </button>
          </li>`,
        )}
      </ol>
    </details>
  `;
}

function Abstained({ answer }) {
  return html`
    <div class="abstained">
      <h3>${say("abstained")}</h3>
      <p><${Marked} text=${answer.answer} citations=${answer.citations} /></p>
      ${
        answer.passages.length > 0 &&
        html`
        <h4>${say("nearest")}</h4>
        <ul class="nearest">
          ${answer.passages.slice(0, NEAREST).map(
            (passage, at) => html`<li>
              <button
                type="button"
                class="source"
                onClick=${() => openReader(answer.passages.slice(0, NEAREST).map(asPlace), at)}
              >
                <span class="excerpt">${passage.text}</span>
                <small>${passage.section.join(" › ")}</small>
              </button>
            </li>`,
          )}
        </ul>
      `
      }
    </div>
  `;
}

/** A passage as a place of the reader. */
export const asPlace = (passage) => ({ ...passage, quote: passage.text });
