// The address behind #: which view, of what. Links to answers and to places of a report live here.
import { signal } from "../vendor/signals/signals.js";

const VIEWS = ["", "c", "a", "read", "figures", "reports", "check"];

export const route = signal(parsed());

addEventListener("hashchange", () => {
  route.value = parsed();
});

function parsed() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view, id = ""] = path.split("/");
  return {
    view: VIEWS.includes(view) ? view : "",
    id: decoded(id),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function address(view = "", id = "", query = {}) {
  const asked = new URLSearchParams(query).toString();
  return `#/${[view, id && encodeURIComponent(id)].filter(Boolean).join("/")}${asked && `?${asked}`}`;
}

export function go(...place) {
  location.hash = address(...place);
}

/** The address without a new view: a conversation that has got its id. */
export function rename(...place) {
  history.replaceState(null, "", address(...place));
  route.value = parsed();
}

export const linkTo = (...place) => `${location.origin}${location.pathname}${address(...place)}`;
