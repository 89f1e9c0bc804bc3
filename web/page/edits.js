// What was edited between two texts, and where what stands in them has gone. UTF-16 units.

/**
 * [{start, end, by}] in order: [start, end) of `before` gave way to words that are longer by `by`.
 * Line by line where both have as many lines: what lies between two mends is no edit.
 */
export function editsOf(before, now) {
  const top = sameAhead(before, now);
  const most = Math.min(before.length, now.length) - top;
  const tail = sameBehind(before, now, most);
  const gone = before.slice(top, before.length - tail).split("\n");
  const come = now.slice(top, now.length - tail).split("\n");
  if (gone.length !== come.length) {
    const end = before.length - tail;
    return [{ start: top, end, by: now.length - before.length }];
  }
  const edits = [];
  let start = top;
  gone.forEach((line, i) => {
    if (line !== come[i] || gone.length === 1) edits.push(within(start, line, come[i]));
    start += line.length + 1;
  });
  return edits;
}

function within(start, line, other) {
  const top = sameAhead(line, other);
  const tail = sameBehind(line, other, Math.min(line.length, other.length) - top);
  return { start: start + top, end: start + line.length - tail, by: other.length - line.length };
}

function sameAhead(one, other) {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function sameBehind(one, other, most) {
  let count = 0;
  while (
    count < most &&
    one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)
  )
    count += 1;
  return count;
}

/** Claims as they stand after an edit. What was edited in one takes the findings that it touches. */
export function claimsAfter(claims, { start, end, by }) {
  return claims.flatMap((claim) => {
    if (claim.end <= start) return [claim];
    if (claim.start >= end) return [moved(claim, by)];
    const findings = claim.findings
      .filter((one) => one.end <= start || one.start >= end)
      .map((one) => (one.start >= end ? shifted(one, by) : one));
    if (!findings.length) return [];
    const from = Math.min(claim.start, start);
    return [{ ...claim, start: from, end: Math.max(claim.end, end) + by, findings }];
  });
}

const shifted = (one, by) => ({ ...one, start: one.start + by, end: one.end + by });
const moved = (claim, by) =>
  by ? { ...shifted(claim, by), findings: claim.findings.map((one) => shifted(one, by)) } : claim;

/**
 * Spans still to be checked after an edit of sentences that `claims` were made of: first what was
 * edited, then what was waiting. Spans that touch are one.
 */
export function pendingAfter(pending, claims, { start, end, by }) {
  const touched = claims.filter((claim) => claim.start < end && claim.end > start);
  const from = Math.min(start, ...touched.slice(0, 1).map((claim) => claim.start + 1));
  const to = Math.max(end, ...touched.slice(-1).map((claim) => claim.end));
  const later = pending.map(([a, b]) => {
    if (b < start) return [a, b];
    if (a > end) return [a + by, b + by];
    return [Math.min(a, start), Math.max(b, end) + by];
  });
  return joined([[from, to + by], ...later]);
}

function joined(spans) {
  const kept = [];
  for (const [a, b] of spans) {
    const near = kept.find(([from, to]) => a <= to && b >= from);
    if (near) near.splice(0, 2, Math.min(a, near[0]), Math.max(b, near[1]));
    else kept.push([a, b]);
  }
  return kept;
}
