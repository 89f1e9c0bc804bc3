// The library: read, ask, see figures, add, remove.
import { useState } from "../vendor/preact/hooks.js";
import { startNew } from "./conversation.js";
import { announce, question } from "./dialogs.js";
import { html } from "./html.js";
import { about, addReport, chosen, isLoaded, removeReport, reports } from "./library.js";
import { address, go } from "./route.js";
import { say } from "./words.js";

export function Reports() {
  return html`
    <div class="library">
      ${isLoaded.value && reports.value.length === 0 && html`<p class="empty">${say("no_reports")}</p>`}
      <ul>
        ${reports.value.map((one) => html`<${Shelved} key=${one.id} report=${one} />`)}
      </ul>
      <${Adding} />
    </div>
  `;
}

function Shelved({ report }) {
  const ask = () => {
    chosen.value = report.id;
    startNew();
    go();
  };
  const remove = async () => {
    const sure = await question({
      title: say("remove_report"),
      text: say("remove_ask", { title: report.title }),
      action: say("remove_report"),
    });
    if (sure === null) return;
    await removeReport(report.id).catch((problem) => announce(problem.message, "bad"));
  };
  return html`
    <li>
      <h2><bdi>${report.title}</bdi></h2>
      <p>
        <small>${report.source} · ${say("report_size", report)}</small>
      </p>
      <div class="actions">
        <button type="button" onClick=${ask}>${say("ask_report")}</button>
        <a class="button" href=${address("read", report.id)}>${say("read")}</a>
        <a class="button" href=${address("figures", report.id)}>${say("figures")}</a>
        <button type="button" onClick=${remove}>${say("remove_report")}</button>
      </div>
    </li>
  `;
}

function Adding() {
  const [name, setName] = useState("");
  const [over, setOver] = useState(false);
  const add = async (files) => {
    for (const file of files) {
      setName(file.name);
      try {
        const added = await addReport(file);
        announce(say("added", { title: added.title }));
      } catch (problem) {
        announce(problem.message, "bad");
        break;
      }
    }
    setName("");
  };
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const drag = (event) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  return html`
    <label class=${`drop ${over ? "over" : ""}`} onDrop=${drop} onDragOver=${drag} onDragLeave=${drag}>
      <b>${name ? say("adding", { name }) : say("add_report")}</b>
      <small>${say("add_hint", { mb: about.value?.max_upload_mb ?? "…" })}</small>
      <input
        type="file"
        accept=".txt,.md,text/plain,text/markdown"
        multiple
        disabled=${Boolean(name)}
        onChange=${(event) => {
          add([...event.currentTarget.files]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  `;
}
