// Out of the page: to the clipboard, to a file.
import { request } from "./api.js";
import { announce } from "./dialogs.js";
import { say } from "./words.js";

export async function copy(text) {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (copied || copyOldWay(text)) announce(say("copied"));
  else announce(say("not_copied"), "bad");
}

/** Where there is no clipboard: pages that come over http from another machine. */
function copyOldWay(text) {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

/** A file of the service, fetched with the key; `kind`: the type that it has to be of. */
export async function download(path, name, options = {}, kind = "") {
  try {
    const content = await (await request(path, options)).blob();
    if (!content.type.startsWith(kind)) throw new Error(say("not_saved"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (problem) {
    announce(problem.message, "bad");
  }
}
