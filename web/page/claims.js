// What is known of a draft's sentences, as it comes in and as it is drawn.
import { signal } from "../vendor/signals/signals.js";

/** Milliseconds between two drawings of what comes in, of a short and of a long draft. */
const PACES = [16, 300];
const LONG = 20_000;

/** In order; offsets are UTF-16 units of the draft. */
export const claims = signal([]);
export const progress = signal({ done: 0, total: 0 });

/** What has come in and is not yet among `claims`. */
let fresh = [];
/** The step that is drawn next, while the one before it rests. */
let drawing = null;
let count = 0;

function newId() {
  count += 1;
  return count;
}

/** One request's claims: they take the place of what was known of the same sentences. */
export class Round {
  /** `text`: a Text, of what is checked. */
  constructor(text) {
    this.text = text;
    this.citations = new Map();
  }

  /** An event of the stream; returns where the claim ends. */
  receive({ claim, citations, done, total }) {
    for (const citation of citations) this.citations.set(citation.marker, citation);
    const come = this.inUnits(claim);
    fresh.push(come);
    draw({ done, total }, this.text.length > LONG);
    return come.end;
  }

  /** All of [start, end) has been told: what else was known of it holds no longer. */
  settle(start, end) {
    commit();
    const [from, to] = [this.text.unitOf(start), this.text.unitOf(end)];
    const isOld = (claim) => claim.round !== this && claim.start < to && claim.end > from;
    claims.value = claims.value.filter((claim) => !isOld(claim));
  }

  /** With its citations in the place of their markers. */
  inUnits(claim) {
    const { text, citations } = this;
    const span = ({ start, end }) => ({ start: text.unitOf(start), end: text.unitOf(end) });
    return {
      ...claim,
      ...span(claim),
      id: newId(),
      round: this,
      citations: claim.citations.map((marker) => citations.get(marker)),
      findings: claim.findings.map((found) => ({
        ...found,
        ...span(found),
        id: newId(),
        citation: citations.get(found.citation) ?? null,
      })),
    };
  }
}

/** The first at once, the others together every now and then. */
function draw(step, isLong) {
  if (drawing) {
    drawing.step = step;
    return;
  }
  const mine = { step };
  drawing = mine;
  const show = () => {
    commit();
    progress.value = mine.step;
  };
  show();
  const next = () => {
    if (drawing !== mine) return;
    drawing = null;
    show();
  };
  setTimeout(next, PACES[Number(isLong)]);
}

/** No more is to come. */
export function stopDrawing() {
  drawing = null;
  commit();
}

function commit() {
  if (!fresh.length) return;
  const [from, to] = [fresh[0].start, fresh.at(-1).end];
  const before = claims.value.filter((claim) => claim.end <= from);
  const behind = claims.value.filter((claim) => claim.start >= to);
  const between = claims.value.slice(before.length, claims.value.length - behind.length);
  const come = fresh.map((claim) => named(claim, between));
  fresh = [];
  claims.value = [...before, ...come, ...behind];
}

/** What is in its old place goes by its old id: what shows it stays where it is. */
function named(claim, known) {
  const as = known.find((other) => other.start === claim.start);
  if (!as) return claim;
  const isSame = (one, other) => one.start === other.start && one.found === other.found;
  const findings = claim.findings.map((one) => {
    const { id } = as.findings.find((other) => isSame(one, other)) ?? one;
    return { ...one, id };
  });
  return { ...claim, id: as.id, findings };
}
