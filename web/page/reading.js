// What the reader shows, and where: an answer's citations, or one place of a report.
import { computed, signal } from "../vendor/signals/signals.js";

/** {places, at} or null; a place: {report_id, section, start, end, quote}. */
export const reading = signal(null);
/** The citation whose card is shown: {citation, anchor}. */
export const card = signal(null);

/** What had the focus before. */
let back = null;

export const place = computed(() => reading.value?.places[reading.value.at] ?? null);

/** `places`: citations, passages or figures of one or several reports. */
export function openReader(places, at = 0) {
  back = document.activeElement;
  card.value = null;
  reading.value = { places, at };
}

export function step(by) {
  const { places, at } = reading.value;
  reading.value = { places, at: (at + by + places.length) % places.length };
}

/** The focus goes back to what opened it. */
export function closeReader() {
  reading.value = null;
  const target = back;
  back = null;
  if (target?.isConnected) target.focus();
  card.value = null;
}
