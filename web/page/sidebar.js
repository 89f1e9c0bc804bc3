// Conversations: found, opened, renamed, deleted, exported; and what is set for this browser.
import { useEffect, useRef, useState } from "../vendor/preact/hooks.js";
import {
  current,
  forgetAll,
  list,
  listChanged,
  remove,
  retitle,
  startNew,
} from "./conversation.js";
import { announce, question } from "./dialogs.js";
import { html } from "./html.js";
import { Icon, IconButton } from "./icons.js";
import { about, reports } from "./library.js";
import { choose, key, language, theme } from "./preferences.js";
import { address, go, route } from "./route.js";
import { download } from "./saving.js";
import { say } from "./words.js";

const SETTLED = 200;
const DAY = 24 * 3600 * 1000;

export function Sidebar() {
  return html`
    <div class="sidebar-head">
      <a class="brand" href="#/" onClick=${startNew}>有据 <small>youju</small></a>
      <a class="button new" href="#/" onClick=${startNew}><${Icon} name="plus" />${say("new_chat")}</a>
    </div>
    <${Conversations} />
    <${Places} />
    <${Preferences} />
  `;
}

function Conversations() {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    let wanted = true;
    const look = async () => {
      try {
        const page = await list(query.trim());
        if (wanted) setFound(page);
        setProblem("");
      } catch (failure) {
        if (wanted) setProblem(failure.message);
      }
    };
    const timer = setTimeout(look, query ? SETTLED : 0);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [query, listChanged.value, key.value]);
  const more = async () => {
    try {
      const { next, conversations } = await list(query.trim(), found.next);
      const longer = { next, conversations: [...found.conversations, ...conversations] };
      setFound((now) => (now === found ? longer : now));
    } catch (failure) {
      setProblem(failure.message);
    }
  };
  return html`
    <search class="history-search">
      <${Icon} name="search" />
      <input
        type="search"
        value=${query}
        placeholder=${say("search_history")}
        aria-label=${say("search_history")}
        onInput=${(event) => setQuery(event.currentTarget.value)}
      />
    </search>
    <nav class="history" aria-label=${say("conversations")}>
      ${problem && html`<p class="empty">${problem}</p>`}
      ${
        found?.conversations.length === 0 &&
        html`<p class="empty">${say(query ? "no_history_found" : "no_history")}</p>`
      }
      ${found && html`<${Groups} conversations=${found.conversations} />`}
      ${found?.next && html`<button type="button" onClick=${more}>${say("more")}</button>`}
    </nav>
  `;
}

function Groups({ conversations }) {
  const now = Date.now();
  const age = (one) => now - new Date(one.updated_at).getTime();
  const groups = [
    ["today", conversations.filter((one) => age(one) < DAY)],
    ["this_week", conversations.filter((one) => age(one) >= DAY && age(one) < 7 * DAY)],
    ["earlier", conversations.filter((one) => age(one) >= 7 * DAY)],
  ];
  return groups
    .filter(([, members]) => members.length)
    .map(
      ([name, members]) => html`
        <h2>${say(name)}</h2>
        <ul>
          ${members.map((one) => html`<${Entry} key=${one.id} one=${one} />`)}
        </ul>
      `,
    );
}

function Entry({ one }) {
  const here = current.value.id.value === one.id && ["c", "a"].includes(route.value.view);
  return html`
    <li class="entry">
      <a href=${address("c", one.id)} aria-current=${here ? "page" : undefined}>
        <bdi>${one.title}</bdi>
      </a>
      <${Menu} label=${say("more_of", { title: one.title })} items=${actionsOn(one)} />
    </li>
  `;
}

/** What can be done with a conversation: [word, what it does]. */
export const actionsOn = (one) => [
  ["rename", () => renamed(one)],
  ["export_markdown", () => exported(one, "markdown", "md")],
  ["export_json", () => exported(one, "json", "json")],
  ["delete", () => deleted(one)],
];

const exported = ({ id }, format, ending) =>
  download(`/api/conversations/${id}/export?format=${format}`, `${id}.${ending}`);

async function renamed({ id, title }) {
  const name = await question({ title: say("rename"), label: say("new_name"), value: title });
  if (name) await told(retitle(id, name));
}

async function deleted({ id, title }) {
  const sure = await question({
    title: say("delete"),
    text: say("delete_ask", { title }),
    action: say("delete"),
  });
  if (sure === null) return;
  if (!(await told(remove(id))) || current.value.id.value !== id) return;
  current.value.stop();
  go();
}

async function told(doing) {
  try {
    await doing;
    return true;
  } catch (problem) {
    announce(problem.message, "bad");
    return false;
  }
}

/** A button that opens a list of actions. */
export function Menu({ label, items, icon = "more" }) {
  const box = useRef(null);
  const close = () => {
    box.current.open = false;
  };
  const run = (action) => {
    close();
    box.current.firstElementChild.focus();
    action();
  };
  const leave = (event) => {
    if (box.current && !box.current.contains(event.relatedTarget)) close();
  };
  const press = (event) => {
    if (event.key !== "Escape" || !box.current.open) return;
    event.stopPropagation();
    close();
    box.current.firstElementChild.focus();
  };
  return html`
    <details class="menu" ref=${box} onFocusOut=${leave} onKeyDown=${press}>
      <summary class="icon-button" aria-label=${label} title=${label}><${Icon} name=${icon} /></summary>
      <ul>
        ${items.map(
          ([word, action]) => html`<li>
            <button type="button" onClick=${() => run(action)}>${say(word)}</button>
          </li>`,
        )}
      </ul>
    </details>
  `;
}

function Places() {
  const first = reports.value[0];
  return html`
    <nav class="places" aria-label=${say("places")}>
      <a href="#/check"><${Icon} name="check" />${say("check")}</a>
      <a href="#/reports"><${Icon} name="shelf" />${say("reports")}</a>
      ${
        first &&
        html`<a href=${address("read", first.id)}><${Icon} name="book" />${say("read")}</a>
        <a href=${address("figures", first.id)}><${Icon} name="table" />${say("figures")}</a>`
      }
    </nav>
  `;
}

function Preferences() {
  const other = language.value === "en" ? "zh" : "en";
  const forget = () => {
    choose(key, "key", "");
    forgetAll();
    go();
  };
  return html`
    <div class="preferences">
      <button
        type="button"
        lang=${other}
        aria-label=${say("language_hint")}
        onClick=${() => choose(language, "language", other)}
      >
        <${Icon} name="globe" />${say("language")}
      </button>
      <label>
        <span class="hidden">${say("theme")}</span>
        <select
          value=${theme.value}
          onChange=${(event) => choose(theme, "theme", event.currentTarget.value)}
        >
          ${["system", "light", "dark"].map(
            (name) => html`<option value=${name}>${say(`theme_${name}`)}</option>`,
          )}
        </select>
      </label>
      ${
        key.value &&
        html`<${IconButton} icon="close" label=${say("key_forget")} onClick=${forget} />`
      }
      <a class="version" href="/docs">${say("api_docs")} ${about.value?.version}</a>
    </div>
  `;
}
