// A draft and what the reports prove of it. Held by the page alone; what was edited is checked again.
import { batch, effect, signal, untracked } from "../vendor/signals/signals.js";
import { Problem, request } from "./api.js";
import { follow } from "./asking.js";
import { claims, progress, Round, stopDrawing } from "./claims.js";
import { announce, question } from "./dialogs.js";
import { claimsAfter, editsOf, pendingAfter } from "./edits.js";
import { chosen } from "./library.js";
import { keep, kept, key } from "./preferences.js";
import { Text } from "./text.js";
import { say } from "./words.js";

const LONGEST = 200_000;
/** Milliseconds without a key pressed, after which what was typed is checked. */
export const SETTLED = 600;
/** A claim of any report. */
const WARMING = "全年增长1%。";
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

export const text = signal(kept("draft") ?? "");
/** idle, waiting (what was typed is to be checked), reading (a file), checking, done, failed */
export const phase = signal("idle");
export const problem = signal(null);
/** Whether this browser keeps the draft: only where its owner says so. */
export const keeping = signal(kept("draft") !== null);

/** Spans to be checked, the next one first. */
let pending = whole();
let stopping = null;
let timer = 0;
/** The report that the claims were checked against. */
let against = null;

function whole() {
  return text.value ? [[0, text.value.length]] : [];
}

/** The field's text is another. `pause`: until it is checked; none while it is being composed. */
export function edited(now, pause) {
  stop();
  batch(() => {
    for (const edit of editsOf(text.value, now).reverse()) {
      pending = pendingAfter(pending, claims.value, edit);
      claims.value = claimsAfter(claims.value, edit);
    }
    text.value = now;
    problem.value = null;
    phase.value = "waiting";
  });
  if (pause === 0) check();
  else if (pause) wait(pause);
}

export function wait(ms = SETTLED) {
  clearTimeout(timer);
  timer = setTimeout(check, ms);
}

let warmed = null;

/** The service's first check loads a dictionary: it may do so while a draft is still being found. */
export function warm() {
  const json = { text: WARMING };
  warmed ??= request("/api/check", { method: "POST", json }).catch(() => null);
}

/** Another draft in the place of this one. */
function put(now) {
  batch(() => {
    claims.value = [];
    text.value = now;
    pending = whole();
  });
}

/** From elsewhere on the page; false where the draft that is there is to stay. */
export async function take(now) {
  const isOther = text.value.trim() && text.value !== now;
  if (isOther && (await question(sure("replace"))) === null) return false;
  stop();
  put(now);
  check();
  return true;
}

export async function clear() {
  if (!text.value || (await question(sure("clear"))) === null) return;
  stop();
  put("");
  keep("draft", "");
  rest("idle");
}

const sure = (what) => ({
  title: say(`draft_${what}`),
  text: say(`draft_${what}_ask`),
  action: say(`draft_${what}`),
});

export function checkAgain() {
  pending = whole();
  check();
}

/** Where another report is asked now, or nothing has been checked yet. */
export function refresh() {
  if (text.value && against !== chosen.value) checkAgain();
}

/** All of it where nothing waits. */
export function checkNow() {
  if (!pending.length) pending = whole();
  check();
}

/** All that waits, the sentences that were edited first. */
export function check() {
  stop();
  keepIfWanted();
  if (!SAYS_SOMETHING.test(text.value)) return rest("idle");
  const length = new Text(text.value).length;
  if (length > LONGEST) return rest("failed", tooLong(length));
  return run((signal) => requested(signal));
}

const tooLong = (length) =>
  new Problem(413, say("draft_too_long", { limit: LONGEST.toLocaleString(), length }));

function rest(how, why = null) {
  batch(() => {
    claims.value = [];
    pending = whole();
    phase.value = how;
    problem.value = why;
  });
}

/** The file's text takes the place of the draft as soon as the service has read it. */
export function checkFile(file) {
  stop();
  const body = new FormData();
  body.append("file", file);
  body.append("stream", "true");
  if (chosen.value) body.append("report_ids", chosen.value);
  phase.value = "reading";
  let isRead = false;
  const opened = (now) => {
    isRead = true;
    phase.value = "checking";
    put(now);
    keepIfWanted();
  };
  return run(async (signal) => {
    try {
      await one({ body }, signal, opened);
    } catch (failure) {
      if (isRead || failure.name === "AbortError") throw failure;
      announce(failure.message, "bad");
    }
    await requested(signal);
  });
}

async function run(work) {
  const mine = new AbortController();
  stopping = mine;
  against = chosen.value;
  batch(() => {
    problem.value = null;
    progress.value = { done: 0, total: 0 };
    if (phase.value !== "reading") phase.value = "checking";
  });
  try {
    await work(mine.signal);
    if (stopping === mine) phase.value = text.value ? "done" : "idle";
  } catch (failure) {
    if (stopping !== mine || failure.name === "AbortError") return;
    stopDrawing();
    problem.value = failure;
    phase.value = "failed";
    if (failure.retryAfter) wait(failure.retryAfter * 1000);
  } finally {
    if (stopping === mine) stopping = null;
  }
}

/** What has come stays; what has not is still pending. */
function stop() {
  clearTimeout(timer);
  stopping?.abort();
  stopping = null;
  stopDrawing();
}

async function requested(signal) {
  while (pending.length) {
    phase.value = "checking";
    const now = new Text(text.value);
    const [start, end] = pending[0];
    const json = { ...requestOf(), stream: true };
    if (start > 0 || end < text.value.length) json.changed = [now.pointOf(start), now.pointOf(end)];
    await one({ json }, signal);
  }
}

/** The draft as it is sent; JSON holds no half of a surrogate pair. */
export function requestOf() {
  const json = { text: text.value.toWellFormed?.() ?? text.value };
  if (chosen.value) json.report_ids = [chosen.value];
  return json;
}

/** One request, until all of what it was asked for is there. */
async function one(options, signal, opened = () => {}) {
  let round = new Round(new Text(text.value));
  let isDone = false;
  const on = {
    draft: (told) => {
      opened(told.text);
      round = new Round(new Text(text.value));
    },
    claim: (told) => {
      pending[0] = [round.receive(told), lineEnd(pending[0][1])];
    },
    check: ({ start, end }) => {
      isDone = true;
      round.settle(start, end);
      pending.shift();
    },
    error: ({ status, detail }) => {
      throw new Problem(status, detail);
    },
  };
  await follow("/api/check", { ...options, signal }, ({ event, data }) => {
    if (!signal.aborted) on[event]?.(JSON.parse(data));
  });
  if (!isDone && !signal.aborted) throw new Problem(0, say("check_broken"));
}

function lineEnd(unit) {
  const end = text.value.indexOf("\n", unit);
  return end < 0 ? text.value.length : end;
}

function keepIfWanted() {
  if (keeping.value) keep("draft", text.value);
}

export function chooseKeeping(wanted) {
  keeping.value = wanted;
  keep("draft", wanted ? text.value : "");
}

/** A key that was asked for has come. */
effect(() => {
  if (key.value && untracked(() => problem.value?.status === 401)) check();
});

function warn(event) {
  if (kept("draft") !== text.value) event.preventDefault();
}

/** Before a draft would be lost. */
effect(() => {
  if (text.value.trim()) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
});
