// A question as a stream of events; where the connection breaks, it is taken up again where it was.
import { createParser } from "../vendor/eventsource-parser/parser.js";
import { Problem, request } from "./api.js";
import { say } from "./words.js";

const PAUSES = [200, 400, 800, 1600, 3200];
const LAST = ["answer", "error"];

/**
 * Calls `on.event(name, data)` for each event and `on.broken()` before each new attempt; returns the
 * answer. Throws `Problem`, or AbortError once `signal` is aborted.
 */
export async function ask(body, on, signal) {
  let lastId = beforeFirst();
  for (let attempt = 0; ; attempt += 1) {
    try {
      const end = await read(body, lastId, signal, (event) => {
        lastId = event.id || lastId;
        if (!LAST.includes(event.event)) on.event(event.event, JSON.parse(event.data));
      });
      if (end?.event === "answer") return JSON.parse(end.data);
      if (end) throw ended(JSON.parse(end.data));
    } catch (problem) {
      if (!problem.isNetwork) throw problem;
    }
    if (attempt >= PAUSES.length) throw new Problem(0, say("broken"));
    on.broken();
    await pause(PAUSES[attempt], signal);
  }
}

/**
 * Names the answer: where not even its first event comes, it is taken up and not asked for twice.
 * Without TLS there is no crypto.randomUUID.
 */
const beforeFirst = () => `${crypto.getRandomValues(new Uint32Array(4)).join("-")}.0`;

/** The last event of the stream; undefined where it broke off. */
async function read(body, lastId, signal, tell) {
  const headers = { "Last-Event-ID": lastId };
  let end;
  await follow("/api/ask", { json: { ...body, stream: true }, headers, signal }, (event) => {
    if (LAST.includes(event.event)) end = event;
    tell(event);
  });
  return end;
}

/** Tells each event of a stream; returns where it ends, or breaks off. */
export async function follow(path, options, tell) {
  const response = await request(path, { method: "POST", ...options });
  const parser = createParser({ onEvent: tell });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read().catch(brokenOff);
    if (done) return;
    parser.feed(value);
  }
}

/** A connection that breaks ends the stream early. */
function brokenOff(error) {
  if (error.name === "AbortError") throw error;
  return { done: true };
}

const ended = (problem) => new Problem(problem.status, problem.detail);

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("", "AbortError"));
    });
  });
}
