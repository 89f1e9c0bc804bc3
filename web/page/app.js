// The page: side bar, view, reader beside it; what happens when the address changes.
import { useEffect, useState } from "../vendor/preact/hooks.js";
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
};
const PANEL = () => import("./reader.js").then((module) => module.Reader);

function App() {
  const [drawer, setDrawer] = useState(false);
  const problem = useAddress();
  useKey();
  useEscape(() => setDrawer(false));
  useEffect(() => setDrawer(false), [route.value]);
  useEffect(() => drawer && document.querySelector(".sidebar a").focus(), [drawer]);
  useEffect(() => {
    document.title = `${current.value.title.value || say("slogan")} · ${say("app")}`;
  }, [current.value.title.value, language.value]);
  const View = VIEWS[route.value.view];
  return html`
    <a class="skip" href="#main" onClick=${skip}>${say("skip")}</a>
    <div class=${`house ${reading.value ? "with-reader" : ""} ${drawer ? "with-drawer" : ""}`}>
      <aside class="sidebar" id="sidebar" aria-label=${say("menu")}>
        <${Sidebar} onLeave=${() => setDrawer(false)} />
      </aside>
      ${drawer && html`<div class="veil" onClick=${() => setDrawer(false)}></div>`}
      <main id="main" tabindex="-1">
        <${Top} drawer=${drawer} onDrawer=${() => setDrawer(!drawer)} />
        ${View
          ? html`<${Late} key=${route.value.view} load=${View} ...${route.value} />`
          : html`<${Chat} problem=${problem} />`}
      </main>
      ${reading.value && html`<${Late} key="panel" load=${PANEL} />`}
    </div>
    <${QuoteCard} />
    <${Dialogs} />
  `;
}

function Top({ drawer, onDrawer }) {
  const conversation = current.value;
  const id = conversation.id.value;
  const one = { id, title: conversation.title.value };
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
      <h1 class="title"><bdi>${titleOfView(one)}</bdi></h1>
      ${id &&
      !VIEWS[route.value.view] &&
      html`<${Menu} label=${say("more")} items=${[...actionsOn(one), ["print", () => print()]]} />`}
      <${IconButton} icon="plus" class="icon-button for-drawer" label=${say("new_chat")} onClick=${() => go()} />
    </header>
  `;
}

function titleOfView({ title }) {
  const { view, id } = route.value;
  if (view === "reports") return say("reports");
  if (view === "figures") return say("figures_of", { title: shortTitle.value(id) });
  if (view === "read") return shortTitle.value(id);
  return title || say("app");
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

/** Opens what the address names; what went wrong, if it cannot be. */
function useAddress() {
  const [problem, setProblem] = useState("");
  const { view, id } = route.value;
  useEffect(() => {
    setProblem("");
    const opening = { "": startNew, c: open, a: openAnswer }[view];
    const told = (failure) => setProblem(failure.status === 404 ? say("not_yours") : failure.message);
    Promise.resolve(opening?.(id)).catch(told);
    if (view === "") summons.value += 1;
    if (view !== "figures") reading.value = null;
    card.value = null;
  }, [view, id, key.value]);
  return problem;
}

/** Asks for a key where the service wants one. */
function useKey() {
  useEffect(() => {
    if (!needsKey.value) return;
    question({ title: say("key_title"), text: say("key_text"), label: say("key_label"), secret: true }).then((given) => {
      needsKey.value = false;
      if (given) choose(key, "key", given);
    });
  }, [needsKey.value]);
  useEffect(() => {
    loadLibrary().catch((problem) => announce(problem.message, "bad"));
  }, [key.value]);
}

function useEscape(closeDrawer) {
  useEffect(() => {
    const press = (event) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
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
