// What the service has: about itself, its reports, their texts and figures; each fetched once.
import { computed, signal } from "../vendor/signals/signals.js";
import { get, request } from "./api.js";
import { Text } from "./text.js";

export const about = signal(null);
export const reports = signal([]);
/** Whether `reports` is known. */
export const isLoaded = signal(false);
/** The report that is asked; empty for all. */
export const chosen = signal("");

export const titleOf = (id) => reports.value.find((one) => one.id === id)?.title ?? id;

/** Of a title that is also a slogan, what tells one report from another. */
export const shortTitle = computed(() => {
  const short = (title) => title.split(/——|—/).pop().trim() || title;
  return (id) => short(titleOf(id));
});

export async function loadLibrary() {
  const [told, listed] = await Promise.all([get("/api/about"), get("/api/reports")]);
  about.value = told;
  setReports(listed.reports);
}

function setReports(listed) {
  reports.value = listed;
  isLoaded.value = true;
  texts.clear();
  figures.clear();
  if (!listed.some((one) => one.id === chosen.value)) chosen.value = "";
}

export async function addReport(file) {
  const body = new FormData();
  body.append("file", file);
  const added = await (await request("/api/reports", { method: "POST", body })).json();
  setReports((await get("/api/reports")).reports);
  return added;
}

export async function removeReport(id) {
  await request(`/api/reports/${encodeURIComponent(id)}`, { method: "DELETE" });
  setReports((await get("/api/reports")).reports);
}

const texts = new Map();
const figures = new Map();

/** {text: Text, sections} of a report. */
export function textOf(id) {
  return once(texts, id, async () => {
    const { text, sections } = await get(`/api/reports/${encodeURIComponent(id)}/text`);
    return { text: new Text(text), sections };
  });
}

export function figuresOf(id) {
  return once(figures, id, async () => {
    const query = new URLSearchParams({ report_id: id });
    return (await get(`/api/figures?${query}`)).figures;
  });
}

/** What is cached of a report: it may have been replaced since. */
export function forget(id) {
  texts.delete(id);
  figures.delete(id);
}

function once(known, id, load) {
  if (!known.has(id)) {
    const loading = load();
    loading.catch(() => known.delete(id));
    known.set(id, loading);
  }
  return known.get(id);
}
