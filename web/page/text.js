// The contract's offsets are Unicode code points; JavaScript's are UTF-16 units.
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]/;
const WIDE = /[\uff01-\uff5e\u3000]/g;

/** A text that is cut by code points. */
export class Text {
  constructor(string) {
    this.string = string;
    this.points = SURROGATES.test(string) ? Array.from(string) : null;
    this.length = this.points ? this.points.length : string.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.string.slice(start, end);
  }

  /** Spans of code points where `wanted` stands, whatever its case and width. */
  places(wanted, most) {
    this.folded ??= folded(this.string);
    const text = this.folded;
    const sought = folded(wanted);
    const found = [];
    let unit = sought ? text.indexOf(sought) : -1;
    while (unit >= 0 && found.length < most) {
      const start = this.pointOf(unit);
      found.push([start, start + Array.from(sought).length]);
      unit = text.indexOf(sought, unit + sought.length);
    }
    return found;
  }

  unitOf(point) {
    if (!this.points) return point;
    this.units ??= unitsOf(this.points);
    return this.units[Math.min(point, this.length)];
  }

  pointOf(unit) {
    if (!this.points) return unit;
    this.units ??= unitsOf(this.points);
    let low = 0;
    let high = this.units.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.units[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where each code point begins, and the last one ends. */
function unitsOf(points) {
  const units = new Uint32Array(points.length + 1);
  points.forEach((point, i) => {
    units[i + 1] = units[i] + point.length;
  });
  return units;
}

/** Half width and lower case, unit by unit. */
function folded(string) {
  const narrow = string.replace(WIDE, (c) =>
    c === "\u3000" ? " " : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  );
  return narrow.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/**
 * [start, end) cut wherever a span begins or ends.
 * layers: {name: [[start, end], …]} → [{start, end, names: Set}]
 */
export function segments(start, end, layers) {
  const edges = new Set([start, end]);
  const near = [];
  for (const [name, spans] of Object.entries(layers)) {
    for (const [a, b] of spans) {
      if (a >= end || b <= start) continue;
      near.push([name, a, b]);
      edges.add(Math.max(a, start)).add(Math.min(b, end));
    }
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((from, i) => ({
    start: from,
    end: sorted[i + 1],
    names: new Set(near.filter(([, a, b]) => a <= from && from < b).map(([name]) => name)),
  }));
}

/** Lines of a text as [start, end) of code points, each with its line end. */
export function lines(text) {
  const spans = [];
  let start = 0;
  for (const line of text.string.split(/(?<=\n)/)) {
    const end = start + (text.points ? Array.from(line).length : line.length);
    if (end > start) spans.push([start, end]);
    start = end;
  }
  return spans;
}

/** FNV-1a, 32 bits: whether a quote is still the one that a link was made for. */
export function fingerprint(string) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(string)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
