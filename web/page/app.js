// The page: side bar, view, reader beside it; what happens when the address changes.
import { useEffect, useRef, useState } from "../vendor/preact/hooks.js";
import { render } from "../vendor/preact/preact.js";
import { needsKey } from "./api.js";
import { Chat } from "./chat.js";
import { summons } from "./composer.js";
import { current, open, openAnswer, startNew } from "./conversation.js";
import { announce, Dialogs, question } from "./dialogs.js";
import { html } from "./html.js";
import { IconButton } from "./icons.js";
import { loadLibrary, shortTitle } from "./library.js";
import { choose, key, language } from "./preferences.js";
import { QuoteCard } from "./quote.js";
import { card, closeReader, reading } from "./reading.js";
import { go, route } from "./route.js";
import { actionsOn, Menu, Sidebar } from "./sidebar.js";
import { say } from "./words.js";

const VIEWS = {
  read: () => import("./reader.js").then((module) => module.WholeReport),
  figures: () => import("./figures.js").then((module) => module.Figures),
  reports: () => import("./reports.js").then((module) => module.Reports),
  check: () => import("./check.js").then((module) => module.Check),
};
/** Seconds after which what failed at the start is tried again. */
const RETRIED = 5;
/** What a key may be made of. */
const IN_A_HEADER = /^[\x21-\x7e]+$/;
const PANEL = () => import("./reader.js").then((module) => module.Reader);

function App() {
  const [drawer, setDrawer] = useState(false);
  const opened = useAddress();
  useKey();
  useEscape(() => setDrawer(false));
  useEffect(() => setDrawer(false), [route.value]);
  useDrawerFocus(drawer);
  const leave = (event) => event.target.closest("a") && setDrawer(false);
  const title = titleOfView(current.value.title.value);
  useEffect(() => {
    document.title = `${title || say("slogan")} · ${say("app")}`;
  }, [title, language.value]);
  const View = VIEWS[route.value.view];
  return html`
    <a class="skip" href="#main" onClick=${skip}>${say("skip")}</a>
    <div class=${`house ${reading.value ? "with-reader" : ""} ${drawer ? "with-drawer" : ""}`}>
      <aside class="sidebar" id="sidebar" aria-label=${say("menu")} onClick=${leave}>
        <${Sidebar} />
      </aside>
      ${drawer && html`<div class="veil" onClick=${() => setDrawer(false)}></div>`}
      <main id="main" tabindex="-1" inert=${drawer}>
        <${Top} title=${title} drawer=${drawer} onDrawer=${() => setDrawer(!drawer)} />
        ${
          View
            ? html`<${Late} key=${route.value.view} load=${View} ...${route.value} />`
            : html`<${Chat} ...${opened} />`
        }
      </main>
      ${reading.value && html`<${Late} key="panel" load=${PANEL} />`}
    </div>
    <${QuoteCard} />
    <${Dialogs} />
  `;
}

function Top({ title, drawer, onDrawer }) {
  const conversation = current.value;
  const id = conversation.id.value;
  const one = { id, title: conversation.title.value };
  const anew = () => {
    startNew();
    go();
  };
  return html`
    <header class="top">
      <${IconButton}
        icon="menu"
        class="icon-button for-drawer"
        label=${say("menu")}
        aria-expanded=${drawer}
        aria-controls="sidebar"
        onClick=${onDrawer}
      />
      <h1 class="title"><bdi>${title || say("app")}</bdi></h1>
      ${
        id &&
        !VIEWS[route.value.view] &&
        html`<${Menu} label=${say("more")} items=${[...actionsOn(one), ["print", () => print()]]} />`
      }
      <${IconButton} icon="plus" class="icon-button for-drawer" label=${say("new_chat")} onClick=${anew} />
    </header>
  `;
}

function titleOfView(title) {
  const { view, id } = route.value;
  if (view === "reports") return say("reports");
  if (view === "check") return say("check_title");
  if (view === "figures") return say("figures_of", { title: shortTitle.value(id) });
  if (view === "read") return shortTitle.value(id);
  return title;
}

/** Into the drawer when it opens; back to its button when it closes. */
function useDrawerFocus(drawer) {
  const was = useRef(false);
  useEffect(() => {
    const inside =
      document.activeElement?.closest(".sidebar") || document.activeElement === document.body;
    if (drawer) document.querySelector(".sidebar a").focus();
    else if (was.current && inside) document.querySelector(".for-drawer").focus();
    was.current = drawer;
  }, [drawer]);
}

/** A part that comes when it is needed; the words that say so until it is there. */
function Late({ load, ...rest }) {
  const [Part, setPart] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    load()
      .then((part) => setPart(() => part))
      .catch(() => setFailed(true));
  }, []);
  if (Part) return html`<${Part} ...${rest} />`;
  return html`<p class="empty" role="status">${say(failed ? "offline" : "loading")}</p>`;
}

/** What has no id yet is what #/ shows: only a conversation that has one gives way. */
const anewIfNamed = () => {
  if (current.value.id.value) startNew();
};
const OPENINGS = { "": anewIfNamed, c: open, a: openAnswer };

/** Opens what the address names; what went wrong, if it cannot be. */
function useAddress() {
  const [problem, setProblem] = useState("");
  const [loading, setLoading] = useState(false);
  const { view, id } = route.value;
  useEffect(() => {
    let wanted = true;
    const told = (failure) => {
      if (!wanted) return;
      startNew();
      setProblem(failure.status === 404 ? say("not_yours") : failure.message);
    };
    const opening = OPENINGS[view];
    setProblem("");
    setLoading(Boolean(opening) && view !== "");
    Promise.resolve(opening?.(id))
      .catch(told)
      .finally(() => wanted && setLoading(false));
    if (view === "") summons.value += 1;
    reading.value = null;
    card.value = null;
    return () => {
      wanted = false;
    };
  }, [view, id, key.value]);
  return { problem, loading };
}

/** Asks for a key where the service wants one. */
function useKey() {
  useEffect(() => {
    if (!needsKey.value) return;
    const title = say(key.value ? "key_wrong" : "key_title");
    if (key.value) choose(key, "key", ""); // so that the same one, given again, is tried again
    question({
      title,
      text: say("key_text"),
      label: say("key_label"),
      secret: true,
    }).then((given) => {
      needsKey.value = false;
      if (given && !IN_A_HEADER.test(given)) announce(say("key_wrong"), "bad");
      else if (given) choose(key, "key", given);
    });
  }, [needsKey.value]);
  useEffect(() => {
    let timer = 0;
    const load = () =>
      loadLibrary().catch((problem) => {
        announce(problem.message, "bad");
        if (problem.status !== 401)
          timer = setTimeout(load, (problem.retryAfter || RETRIED) * 1000);
      });
    load();
    return () => clearTimeout(timer);
  }, [key.value]);
}

function useEscape(closeDrawer) {
  useEffect(() => {
    const press = (event) => {
      if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]"))
        return;
      if (card.value && !reading.value) card.value = null;
      else if (reading.value) closeReader();
      closeDrawer();
    };
    const away = () => announce(say("network_lost"), "bad");
    addEventListener("keydown", press);
    addEventListener("offline", away);
    return () => {
      removeEventListener("keydown", press);
      removeEventListener("offline", away);
    };
  }, []);
}

function skip(event) {
  event.preventDefault();
  (document.getElementById("question") ?? document.getElementById("main")).focus();
}

render(html`<${App} />`, document.getElementById("app"));
performance.mark("usable");
const later = globalThis.requestIdleCallback ?? setTimeout;
later(() => PANEL().catch(() => {}));
