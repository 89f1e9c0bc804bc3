// The marks under a text field: the same words in the same places, line by line, unseen but marked.

/** Draws again only the lines that have changed. */
export class Backdrop {
  constructor(box) {
    this.box = box;
    this.lines = [];
  }

  /** `pieces`: [{start, end, item}] in order; `chosen`: the key of the item that stands out. */
  draw(text, pieces, chosen) {
    const now = linesOf(text, pieces, chosen);
    const before = this.lines;
    const most = Math.min(before.length, now.length);
    let top = 0;
    while (top < most && isSame(before[top], now[top])) top += 1;
    let tail = 0;
    while (tail < most - top && isSame(before.at(-1 - tail), now.at(-1 - tail))) tail += 1;
    const gone = before.slice(top, before.length - tail);
    const come = now.slice(top, now.length - tail);
    if (gone.length === come.length) redraw(gone, come);
    else {
      for (const line of gone) line.node.remove();
      const next = before[before.length - tail]?.node ?? null;
      const made = document.createDocumentFragment();
      for (const line of come) made.append(drawn(line));
      this.box.insertBefore(made, next);
    }
    this.lines = [...before.slice(0, top), ...come, ...before.slice(before.length - tail)];
  }

  /** Where an item is marked. */
  markOf(key) {
    return this.box.querySelector(`mark[data-key="${key}"]`);
  }
}

const isSame = (one, other) => one.text === other.text && one.sign === other.sign;

function redraw(gone, come) {
  come.forEach((line, i) => {
    line.node = gone[i].node;
    if (!isSame(gone[i], line)) fill(line);
  });
}

function linesOf(text, pieces, chosen) {
  let start = 0;
  let next = 0;
  return text.split("\n").map((line) => {
    const end = start + line.length;
    const marks = [];
    while (next < pieces.length && pieces[next].end <= start) next += 1;
    for (let i = next; i < pieces.length && pieces[i].start < end; i += 1) {
      const { item } = pieces[i];
      const kind = item.key === chosen ? `${item.verdict} here` : item.verdict;
      const from = Math.max(pieces[i].start, start) - start;
      marks.push({ from, to: Math.min(pieces[i].end, end) - start, kind, key: item.key });
    }
    start = end + 1;
    const sign = marks.map(({ from, to, kind, key }) => `${from} ${to} ${kind} ${key}`).join();
    return { text: line, marks, sign };
  });
}

function drawn(line) {
  line.node = document.createElement("div");
  fill(line);
  return line.node;
}

/** The line end gives an empty line its height. */
function fill({ node, text, marks }) {
  const parts = [];
  let at = 0;
  for (const { from, to, kind, key } of marks) {
    const mark = document.createElement("mark");
    mark.className = kind;
    mark.dataset.key = key;
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(at, from), mark);
    at = to;
  }
  node.replaceChildren(...parts, `${text.slice(at)}\n`);
}
