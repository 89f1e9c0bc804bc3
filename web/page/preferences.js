// What this browser remembers: language, theme, key, and what was typed but not sent.
import { effect, signal } from "../vendor/signals/signals.js";

export const language = signal(document.documentElement.lang === "en" ? "en" : "zh");
export const theme = signal(document.documentElement.dataset.theme || "system");
export const key = signal(kept("key") || "");

effect(() => {
  document.documentElement.lang = language.value;
});
effect(() => {
  if (theme.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
});

export function choose(preference, name, value) {
  preference.value = value;
  keep(name, value);
}

/** What is kept under `name`; null where there is none, or where the browser keeps nothing. */
export function kept(name) {
  try {
    return localStorage.getItem(`youju.${name}`);
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    if (value) localStorage.setItem(`youju.${name}`, value);
    else localStorage.removeItem(`youju.${name}`);
  } catch {
    // Full or forbidden: it lasts as long as the page does.
  }
}
