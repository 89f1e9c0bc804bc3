// Conversations as they are held: turns, the answer under way, and those left running behind.
import { computed, signal } from "../vendor/signals/signals.js";
import { get, request } from "./api.js";
import { ask } from "./asking.js";
import { chosen } from "./library.js";
import { rename, route } from "./route.js";
import { say } from "./words.js";

/** Of one question. phase: waiting, found, writing, broken, done, stopped, failed. */
class Turn {
  constructor(question, answer = null) {
    this.question = question;
    this.phase = signal(answer ? "done" : "waiting");
    this.standalone = signal(answer?.standalone_question ?? "");
    this.passages = signal(answer?.passages ?? []);
    this.draft = signal("");
    this.verdicts = signal([]);
    this.answer = signal(answer);
    this.problem = signal(null);
    this.replaces = null;
    this.isNew = answer === null;
  }

  take(name, data) {
    if (name === "retrieval") {
      this.standalone.value = data.standalone_question;
      this.passages.value = data.passages;
      this.draft.value = "";
      this.verdicts.value = [];
      this.phase.value = "found";
    } else if (name === "delta") {
      this.draft.value = (data.restart ? "" : this.draft.value) + data.text;
      if (data.restart) this.verdicts.value = [];
      this.phase.value = "writing";
    } else if (name === "claim") {
      this.phase.value = "writing";
      this.verdicts.value = [...this.verdicts.value, data];
    }
  }
}

class Conversation {
  /** `isPart`: an answer alone, those around it are not here. */
  constructor(id = "", title = "", answers = [], isPart = false) {
    this.isPart = isPart;
    this.id = signal(id);
    this.title = signal(title);
    this.turns = signal(answers.map((answer) => new Turn(answer.question, answer)));
    this.stopping = signal(null);
    this.busy = computed(() => this.stopping.value !== null);
  }

  /** `from`: the turn that is asked anew; it and those after it give way. */
  async ask(question, from = null) {
    const turn = new Turn(question);
    const turns = this.turns.value;
    const place = from ? turns.indexOf(from) : turns.length;
    const first = turns.slice(place).find((one) => one.answer.value);
    const unanswered = from ?? turns.findLast((one) => !one.answer.value);
    turn.replaces = first?.answer.value.id ?? unanswered?.replaces ?? null;
    this.turns.value = [...turns.slice(0, place), turn];
    this.stop();
    const stopping = new AbortController();
    this.stopping.value = stopping;
    const on = {
      event: (name, data) => turn.take(name, data),
      broken: () => {
        turn.phase.value = "broken";
      },
    };
    try {
      const answer = await ask(this.body(turn), on, stopping.signal);
      turn.standalone.value = answer.standalone_question;
      turn.passages.value = answer.passages;
      turn.answer.value = answer;
      turn.phase.value = "done";
      this.named(answer);
    } catch (error) {
      turn.problem.value = error.name === "AbortError" ? null : error;
      turn.phase.value = error.name === "AbortError" ? "stopped" : "failed";
    } finally {
      if (this.stopping.value === stopping) this.stopping.value = null;
    }
  }

  body(turn) {
    const body = { question: turn.question };
    if (this.id.value) body.conversation_id = this.id.value;
    if (this.id.value && turn.replaces) body.replaces = turn.replaces;
    if (chosen.value) body.report_ids = [chosen.value];
    return body;
  }

  stop() {
    this.stopping.value?.abort();
  }

  named(answer) {
    if (!this.id.value) {
      this.id.value = answer.conversation_id;
      this.title.value = answer.question;
      held.set(this.id.value, this);
      if (current.value === this && route.value.view === "") rename("c", this.id.value);
    }
    listChanged.value += 1;
  }
}

const held = new Map();
/** The conversation on the page. */
export const current = signal(new Conversation());
/** Grows whenever the list of conversations is another. */
export const listChanged = signal(0);

/** Grows with each opening: one that comes late does not take the place of a later one. */
let openings = 0;

export function startNew() {
  openings += 1;
  if (current.value.turns.value.length || current.value.id.value)
    current.value = new Conversation();
}

/** Throws `Problem` where there is none of this id. */
export async function open(id) {
  openings += 1;
  if (current.value.id.value === id && !current.value.isPart) return;
  const isKept = held.get(id)?.turns.value.some((one) => !one.answer.value);
  await show(isKept ? held.get(id) : load(id));
}

/** A conversation with one answer in it, which a link was made for. */
export async function openAnswer(id) {
  openings += 1;
  await show(loadAnswer(id));
}

/** What is loading, unless something else was opened meanwhile. */
async function show(loading) {
  const mine = openings;
  const loaded = await loading;
  if (mine === openings) current.value = loaded;
}

async function load(id) {
  const found = await get(`/api/conversations/${encodeURIComponent(id)}`);
  held.set(id, new Conversation(found.id, found.title, found.answers));
  return held.get(id);
}

async function loadAnswer(id) {
  const answer = await get(`/api/answers/${encodeURIComponent(id)}`);
  return new Conversation(answer.conversation_id, answer.question, [answer], true);
}

export async function list(query, before = "") {
  const asked = new URLSearchParams({ query, limit: "30", before });
  return get(`/api/conversations?${asked}`);
}

export async function retitle(id, title) {
  await request(`/api/conversations/${id}`, { method: "PATCH", json: { title } });
  if (current.value.id.value === id) current.value.title.value = title;
  listChanged.value += 1;
}

export async function remove(id) {
  await request(`/api/conversations/${id}`, { method: "DELETE" });
  held.delete(id);
  listChanged.value += 1;
}

export async function rate(answer, rating, comment) {
  const json = { answer_id: answer.id, rating, ...(comment && { comment }) };
  await request("/api/feedback", { method: "POST", json });
}

/** What another key may not see. */
export function forgetAll() {
  held.clear();
  current.value = new Conversation();
}

/** An answer for the clipboard, with the words that prove it and where they stand. */
export function withSources(answer) {
  const cited = answer.citations.map((one) => {
    const where = [one.report_title, ...one.section].join(" › ");
    return `[${one.marker}] “${one.quote}” — ${where} · ${one.start}–${one.end}`;
  });
  if (!cited.length) return answer.answer;
  const heading = say(answer.status === "answered" ? "sources" : "nearest");
  return [answer.answer, "", heading, ...cited].join("\n");
}

/** What an answer says, without the marks that point to its sources. */
export function withoutMarkers({ answer, citations }) {
  const markers = new Set(citations.map((one) => String(one.marker)));
  return answer.replace(/\[(\d+)\]/g, (mark, number) => (markers.has(number) ? "" : mark));
}
