// Line icons, 24 × 24; words beside or behind them say what they mean.
import { html } from "./html.js";

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7z",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  seal: "M5 4h14v16H5zM8.5 12.5l2.5 2.5 4.5-6",
  again: "M19 12a7 7 0 1 1-2-5M19 4v4h-4",
  edit: "M5 19h4L19 9l-4-4L5 15z",
  up: "M7 11v8H4v-8zM7 11l4-7c2 0 2 2 1.500 5H19l-1.500 10H7",
  down: "M17 13V5h3v8zM17 13l-4 7c-2 0-2-2-1.500-5H5L6.500 5H17",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4 4",
  previous: "M6 14l6-6 6 6",
  next: "M6 10l6 6 6-6",
  book: "M12 6c-2-1.500-5-2-8-2v14c3 0 6 .500 8 2 2-1.500 5-2 8-2V4c-3 0-6 .500-8 2zM12 6v14",
  table: "M4 5h16v14H4zM4 10h16M4 15h16M10 10v9",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  globe: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM4 12h16M12 4c3 3 3 13 0 16M12 4c-3 3-3 13 0 16",
  save: "M12 4v11M7 11l5 5 5-5M5 20h14",
  how: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 11v5M12 8h.01",
  warn: "M12 4l9 16H3zM12 10v4M12 17h.01",
  check: "M5 4h14v9M5 4v16h6M8.500 8.500h7M8.500 12.500h4M14 17.500l2.500 2.500 4.500-5.500",
  open: "M4 19V6h6l2 2.500h8V19zM12 16.500v-5M9.500 13.500l2.500-2.500 2.500 2.500",
  mend: "M5 12.500l4.500 4.500L19 7",
  undo: "M4 9h10a5 5 0 0 1 0 10H8M4 9l4-4M4 9l4 4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5",
  shelf: "M5 4v16M10 4v16M14 5l4 14",
};

export const Icon = ({ name }) => html`
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} />
  </svg>
`;

/** A button that shows an icon and is named by `label`. */
export const IconButton = ({ icon, label, ...rest }) => html`
  <button type="button" class="icon-button" aria-label=${label} title=${label} ...${rest}>
    <${Icon} name=${icon} />
  </button>
`;
