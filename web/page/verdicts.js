// What can be pointed at in a draft: findings, and sentences without any; which are shown and chosen.
import { computed, signal } from "../vendor/signals/signals.js";
import { claims } from "./claims.js";
import { segments } from "./text.js";

export const VERDICTS = ["contradicted", "unsupported", "supported", "not_checked"];

/** The verdicts that are shown. */
export const shownVerdicts = signal(new Set(["contradicted", "unsupported"]));
/** The key of the item that is chosen. */
export const selected = signal("");

/** {key, claim, finding, verdict, start, end}; `finding` null: the sentence as a whole. */
const items = computed(() => claims.value.flatMap(itemsOf));

export const counts = computed(() => {
  const found = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  for (const item of items.value) found[item.verdict] += 1;
  return found;
});

export const shown = computed(() =>
  items.value.filter((item) => shownVerdicts.value.has(item.verdict)),
);

export const current = computed(() => shown.value.find((item) => item.key === selected.value));

function itemsOf(claim) {
  const { id, verdict, start, end, findings } = claim;
  if (["supported", "not_checked"].includes(verdict))
    return [{ key: `${id}`, claim, finding: null, verdict, start, end }];
  const isProven = findings.some((one) => one.citation);
  return findings.map((finding) => ({
    key: `${id}.${finding.id}`,
    claim,
    finding,
    verdict: isProven && !finding.citation ? "unsupported" : verdict,
    start: finding.start,
    end: finding.end,
  }));
}

/** Where `now`'s verdict is shown or not. */
export function toggle(verdict) {
  const now = new Set(shownVerdicts.value);
  if (!now.delete(verdict)) now.add(verdict);
  shownVerdicts.value = now;
}

/** The item of a place in the text; of several, the one of fewest words. */
export function itemAt(unit) {
  const size = (item) => item.end - item.start;
  const around = (end) =>
    shown.value
      .filter((item) => item.start <= unit && end(item))
      .sort((one, other) => size(one) - size(other))[0];
  return around((item) => unit < item.end) ?? around((item) => unit === item.end);
}

/** The next one, or the one before; from the item that is chosen, else from a place in the text. */
export function itemBeside(by, unit) {
  const list = [...shown.value].sort((one, other) => one.start - other.start);
  if (!list.length) return undefined;
  const at = list.findIndex((item) => item.key === selected.value);
  if (at >= 0) return list[(at + by + list.length) % list.length];
  if (by > 0) return list.find((item) => item.start >= unit) ?? list[0];
  return list.findLast((item) => item.end <= unit) ?? list.at(-1);
}

/** What is marked in the text, in order and nowhere twice: [{start, end, item}]. */
export function pieces() {
  const marked = [];
  let group = [];
  const flush = () => {
    if (group.length === 1) marked.push({ ...place(group[0]), item: group[0] });
    else if (group.length) marked.push(...cut(group));
    group = [];
  };
  for (const item of shown.value) {
    if (group.length && item.claim !== group[0].claim) flush();
    group.push(item);
  }
  flush();
  return marked;
}

const place = ({ start, end }) => ({ start, end });

/** Findings of one sentence: where they lie in one another, the shorter is on top. */
function cut(group) {
  const layers = Object.fromEntries(group.map((item, i) => [i, [[item.start, item.end]]]));
  const start = Math.min(...group.map((item) => item.start));
  const end = Math.max(...group.map((item) => item.end));
  const size = (i) => group[i].end - group[i].start;
  return segments(start, end, layers)
    .filter(({ names }) => names.size)
    .map(({ names, ...span }) => {
      const [top] = [...names].sort((one, other) => size(one) - size(other));
      return { ...span, item: group[top] };
    });
}

const NUMERALS = /[\d.,，．〇零一二两三四五六七八九十百千]/g;
/** A figure that the report gives otherwise, in the same unit. */
const isSlip = ({ finding }) =>
  finding?.kind === "figure" &&
  finding.expected &&
  finding.found.replace(NUMERALS, "") === finding.expected.replace(NUMERALS, "");

/** Slips that can be mended together, in order, none in another. */
export const slips = computed(() => {
  let reached = 0;
  return items.value.filter((item) => {
    if (!isSlip(item) || item.start < reached) return false;
    reached = item.end;
    return true;
  });
});
