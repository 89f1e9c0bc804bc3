// One way to the service: key, language, and problem documents as errors.
import { signal } from "../vendor/signals/signals.js";
import { key, language } from "./preferences.js";
import { say } from "./words.js";

/** Whether the service wants a key that it has not got. */
export const needsKey = signal(false);

export class Problem extends Error {
  constructor(status, detail, retryAfter = 0) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get isNetwork() {
    return this.status === 0;
  }
}

export async function request(path, { headers = {}, json, ...options } = {}) {
  const sent = { "Accept-Language": language.value, ...headers };
  const used = key.value;
  if (used) sent.Authorization = `Bearer ${used}`;
  if (json !== undefined) {
    sent["Content-Type"] = "application/json";
    options.body = JSON.stringify(json);
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers: sent });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, say("offline"));
  }
  if (!response.ok) throw await problemOf(response, used);
  return response;
}

export async function get(path) {
  return (await request(path)).json();
}

async function problemOf(response, used) {
  const after = Number(response.headers.get("Retry-After")) || 0;
  if (response.status === 401 && used === key.value) needsKey.value = true;
  const { detail } = await response.json().catch(() => ({}));
  return new Problem(response.status, detail ?? say("failed", { status: response.status }), after);
}
