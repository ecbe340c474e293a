// The page's script: sends without reloading, shows what comes back, and keeps what was typed.
import { exchangeOf, markUnsent, pendingOf, words } from "./bubbles.js";
import { Line, post } from "./line.js";
import { uploads } from "./upload.js";

const ASK_AFTER = 4000;
const KEPT = "greendesk-typed";
const { dataset } = document.body;
const at = (id) => document.getElementById(id);
const [scroll, log, writing, status, composer, box] = ["scroll", "log", "writing", "status", "composer", "text"].map(at);
const token = composer.elements.token.value;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const waiting = new Set();
const pendings = new Map();

const newEvent = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function tell(sentence = "", about = "") {
  status.textContent = sentence;
  status.dataset.about = about;
}

function showWriting() {
  const on = waiting.size > 0;
  const sentence = on ? writing.dataset.text : "";
  at("dots").hidden = !on;
  if (writing.textContent !== sentence) writing.textContent = sentence;
}

/** Brings the newest exchange into view: its end, or its start where it is taller than the view. */
function reveal(section, behavior = calm.matches ? "auto" : "smooth") {
  const tall = section.offsetHeight > scroll.clientHeight;
  const top = tall ? section.offsetTop - 12 : scroll.scrollHeight;
  scroll.scrollTo({ top, behavior });
}

function nearEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;
}

function settle(event) {
  waiting.delete(event);
  pendings.get(event)?.remove();
  pendings.delete(event);
}

function received(exchange) {
  const mine = exchange.heard.some(({ id }) => waiting.has(id));
  const follow = mine || nearEnd();
  exchange.heard.forEach(({ id }) => settle(id));
  const section = exchangeOf(exchange);
  // What was said meanwhile stays below what it came after.
  log.insertBefore(section, log.querySelector(".pending"));
  showWriting();
  if (follow) reveal(section);
}

const line = new Line(Number(dataset.last), received, (up) => {
  if (up && status.dataset.about === "line") tell();
  if (!up) tell(words.offline, "line");
});

function keepTyped() {
  try {
    sessionStorage.setItem(KEPT, box.value);
  } catch {
    // Storage is switched off: the words then live in the box alone.
  }
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

function type(text) {
  box.value = text;
  keepTyped();
  grow();
}

async function deliver(message, shown) {
  waiting.add(message.event);
  showWriting();
  const result = await post(message);
  if (result.ok) {
    // The reply usually comes by the stream; where a proxy holds that up, asking gets it.
    setTimeout(() => waiting.has(message.event) && line.ask(), ASK_AFTER);
    return true;
  }
  waiting.delete(message.event);
  showWriting();
  if (result.status) {
    settle(message.event);
    if (!message.choice && !box.value) type(message.text ?? "");
    tell(result.message);
  } else {
    if (shown) markUnsent(shown, () => deliver(message, shown));
    tell(words.trouble);
  }
  return false;
}

function send(message) {
  const event = newEvent();
  const shown = pendingOf(event, message.text);
  pendings.set(event, shown);
  log.append(shown);
  tell();
  reveal(shown);
  return deliver({ ...message, event, token }, shown);
}

function sendTyped() {
  const text = box.value.trim();
  if (!text) return;
  // As the server counts: characters, not UTF-16 units.
  if ([...text].length > Number(dataset.limit)) {
    tell(words.too_long);
    return;
  }
  type("");
  send({ text });
}

composer.addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  sendTyped();
  box.focus();
});

at("press").addEventListener("submit", async (submitted) => {
  submitted.preventDefault();
  const { value, dataset: of } = submitted.submitter;
  const sent = await send({ choice: value, text: of.label });
  if (sent && value.startsWith("lang:")) location.reload();
});

uploads({
  begin(name) {
    const event = newEvent();
    const shown = pendingOf(event, name);
    pendings.set(event, shown);
    waiting.add(event);
    log.append(shown);
    tell(words.keeping);
    showWriting();
    reveal(shown);
    return event;
  },
  done(event) {
    tell();
    setTimeout(() => waiting.has(event) && line.ask(), ASK_AFTER);
  },
  failed(event, sentence) {
    settle(event);
    showWriting();
    tell(sentence || words.trouble);
  },
  refused: tell,
});

box.addEventListener("keydown", (key) => {
  // While an input method composes (Zhuyin, Cangjie), Enter picks a word; Safari says so by key code only.
  if (key.key !== "Enter" || key.shiftKey || key.isComposing || key.keyCode === 229) return;
  key.preventDefault();
  sendTyped();
});

box.addEventListener("input", () => {
  keepTyped();
  grow();
  if (status.dataset.about !== "line") tell();
});

try {
  if (!box.value) box.value = sessionStorage.getItem(KEPT) ?? "";
} catch {
  // Storage is switched off.
}
grow();
if (log.lastElementChild) reveal(log.lastElementChild, "auto");
else deliver({ kind: "opened", event: newEvent(), token });
