// Markdown of an LLM's draft. Its own HTML is shown as text, links and pictures are not made, and what
// is left passes DOMPurify: a draft can show nothing but words.
import "../vendor/dompurify/purify.js";
import { Marked } from "../vendor/marked/marked.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (char) => ESCAPES[char]);

const MARKED = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escaped(text),
    link: ({ text }) => escaped(text),
    image: ({ text }) => escaped(text),
  },
});
/** Nested so deeply that parsing it holds up the page, or never ends. */
const TANGLED = /(?:> *){12}|[*_~`[]{40}|^(?: *[-+*\d] ){12}/m;
const ALLOWED = {
  ALLOWED_TAGS:
    "p br strong em del ul ol li code pre blockquote h1 h2 h3 h4 table thead tbody tr th td".split(
      " ",
    ),
  ALLOWED_ATTR: [],
  RETURN_DOM_FRAGMENT: true,
};

export function draw(text, box) {
  if (TANGLED.test(text)) box.textContent = text;
  else box.replaceChildren(globalThis.DOMPurify.sanitize(MARKED.parse(text), ALLOWED));
}
