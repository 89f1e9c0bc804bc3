// The conversation: what can be asked at first, then turn after turn.
import { useEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { get } from "./api.js";
import { Composer } from "./composer.js";
import { current } from "./conversation.js";
import { html } from "./html.js";
import { chosen, reports } from "./library.js";
import { address, route } from "./route.js";
import { Turn } from "./turn.js";
import { say } from "./words.js";

const SUGGESTED = 4;
const NEAR_END = 120;

export function Chat({ problem, loading }) {
  const conversation = current.value;
  const turns = conversation.turns.value;
  const box = useRef(null);
  useFollowing(box, turns.at(-1));
  return html`
    <div class="chat">
      <div class="turns" ref=${box}>
        <div class="column">
          ${problem && html`<p class="failed" role="alert">${problem}</p>`}
          ${
            route.value.view === "a" &&
            conversation.id.value &&
            html`<p class="whole">
            <a href=${address("c", conversation.id.value)}>${say("all_answers")}</a>
          </p>`
          }
          ${loading && html`<p class="empty" role="status">${say("loading")}</p>`}
          ${turns.length === 0 && !problem && !loading && html`<${Welcome} />`}
          ${turns.map((turn) => html`<${Turn} key=${turn} turn=${turn} />`)}
        </div>
      </div>
      <${Composer} />
    </div>
  `;
}

/** Keeps the end in sight while an answer comes, unless the reader has scrolled away from it. */
function useFollowing(box, last) {
  useEffect(() => {
    const end = box.current;
    end.scrollTop = end.scrollHeight;
  }, [last]);
  useEffect(() => {
    const end = box.current;
    let near = true;
    const scrolled = () => {
      near = end.scrollHeight - end.scrollTop - end.clientHeight < NEAR_END;
    };
    const grown = new ResizeObserver(() => {
      if (near && current.value.busy.value) end.scrollTop = end.scrollHeight;
    });
    end.addEventListener("scroll", scrolled, { passive: true });
    grown.observe(end.firstElementChild);
    return () => {
      end.removeEventListener("scroll", scrolled);
      grown.disconnect();
    };
  }, []);
}

function Welcome() {
  const [questions, setQuestions] = useState([]);
  const known = reports.value.length;
  useEffect(() => {
    if (!known) return;
    const asked = new URLSearchParams({ count: SUGGESTED });
    if (chosen.value) asked.append("report_id", chosen.value);
    get(`/api/suggestions?${asked}`)
      .then((told) => setQuestions(told.questions))
      .catch(() => {});
  }, [chosen.value, known]);
  return html`
    <section class="welcome">
      <p class="slogan"><span class="seal" aria-hidden="true">有据</span>${say("slogan")}</p>
      ${questions.length > 0 && html`<h2>${say("try_asking")}</h2>`}
      <ul class="suggestions">
        ${questions.map(
          (text) => html`<li>
            <button type="button" onClick=${() => current.value.ask(text)}>${text}</button>
          </li>`,
        )}
      </ul>
    </section>
  `;
}
