// Draws exchanges exactly as exchange.html does. Whatever was said goes in as text, never as markup.

const { dataset } = document.body;
export const words = JSON.parse(dataset.words);
const TAGS = { zh: "zh-Hant-TW", en: "en" };

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function otherTongue(text) {
  const written = /[\u3400-\u9fff]/.test(text) ? "zh" : /[A-Za-z]/.test(text) ? "en" : dataset.lang;
  return written === dataset.lang ? undefined : TAGS[written];
}

function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

// Dates mustn't break over two lines; the pattern is the one of web_view.py.
function whole(text) {
  return text
    .split(/([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2,3}\/[0-9]{2}\/[0-9]{2})/)
    .map((piece, at) => (at % 2 ? element("span", { class: "whole" }, piece) : piece))
    .filter((piece) => piece !== "");
}

function heardBubble(said) {
  const text = said.text || words[said.kind] || "";
  return element("p", { class: "heard", lang: otherTongue(said.text) }, unseen(words.you), ...whole(text));
}

function ownPath(href) {
  return href.startsWith("/") && !href.startsWith("//") && !href.startsWith("/\\");
}

function linkTo({ href, label }) {
  if (!href.endsWith("/print")) return element("a", { href, download: "" }, label);
  return element("a", { href, target: "_blank", rel: "noopener" }, label, unseen(words.opens_new));
}

function button({ value, label }, number) {
  const attributes = { form: "press", name: "choice", value, "data-label": label };
  return number
    ? element("button", attributes, element("b", {}, String(number)), ` ${label}`)
    : element("button", attributes, label);
}

function replyBubble({ text, choices, links, documents = [] }) {
  const made = element("div", { class: "reply" });
  made.append(element("p", { class: "bubble", lang: otherTongue(text) }, unseen(words.desk), ...whole(text)));
  const numbered = choices.filter((choice) => !choice.aside);
  const asides = choices.filter((choice) => choice.aside);
  const papers = [...links, ...documents].filter((link) => ownPath(link.href));
  if (papers.length) made.append(element("p", { class: "links" }, ...papers.map(linkTo)));
  if (numbered.length) {
    made.append(element("p", { class: "choices" }, ...numbered.map((choice, at) => button(choice, at + 1))));
  }
  if (asides.length) made.append(element("p", { class: "asides" }, ...asides.map((choice) => button(choice))));
  return made;
}

/** An exchange out of the outbox as a section of the log. */
export function exchangeOf({ id, heard, replies }) {
  const section = element("section", { class: "exchange", "data-id": id });
  section.append(...heard.filter((said) => said.kind !== "opened").map(heardBubble), ...replies.map(replyBubble));
  return section;
}

/** What was just said, shown before the desk has confirmed it. */
export function pendingOf(event, text) {
  const section = element("section", { class: "exchange pending", "data-event": event });
  section.append(heardBubble({ kind: "text", text }));
  return section;
}

/** Marks a pending bubble as not sent, with a button that tries again. */
export function markUnsent(section, retry) {
  const again = element("button", { type: "button" }, words.retry);
  const note = element("p", { class: "unsent" }, words.unsent, " ", again);
  again.addEventListener("click", () => {
    note.remove();
    retry();
  });
  section.append(note);
}
