// A purchase list on its way to the desk: chosen with the file button, sent at once, its progress shown.

import { words } from "./bubbles.js";

const at = (id) => document.getElementById(id);
const MEGABYTE = 1024 * 1024;

/** Sends a form's file under an event id; resolves to the answer's status and the desk's sentence. Status 0: not reached. */
function sent(form, event, moved) {
  return new Promise((done) => {
    const data = new FormData(form);
    data.set("event", event);
    const request = new XMLHttpRequest();
    request.open("POST", "/files");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => moved(total ? (100 * loaded) / total : 0));
    request.addEventListener("error", () => done({ status: 0 }));
    request.addEventListener("load", () => {
      let sentence = "";
      try {
        sentence = JSON.parse(request.responseText).message ?? "";
      } catch {
        // Not the desk's own answer: the general sentence stands in.
      }
      done({ status: request.status, sentence });
    });
    request.send(data);
  });
}

/** Wakes the file button. `begin` shows the file's name and returns its event id; `done` or `failed` ends it. */
export function uploads({ begin, done, failed, refused }) {
  const [form, input, bar] = ["upload", "file", "sending"].map(at);
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    if (file.size > Number(form.dataset.most) * MEGABYTE) {
      input.value = "";
      refused(words.file_too_large);
      return;
    }
    const event = begin(file.name);
    bar.hidden = false;
    const answer = await sent(form, event, (percent) => { bar.value = percent; });
    bar.hidden = true;
    bar.value = 0;
    input.value = "";
    if (answer.status === 202) done(event);
    else failed(event, answer.sentence);
  });
}
