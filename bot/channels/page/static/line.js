// The line to the desk: posts that may safely be repeated, and a stream that falls back to asking.

const RETRIES = [500, 1500, 4000];
const ASK_EVERY = 2000;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Posts one message, again after a network failure: its event id makes that harmless.
 * Resolves to {ok: true}, or {ok: false, status, message} with the desk's sentence; status 0: the desk wasn't reached.
 */
export async function post(message) {
  for (const delay of [...RETRIES, 0]) {
    try {
      const answer = await fetch("/messages", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(message),
      });
      if (answer.ok) return { ok: true };
      if (answer.status < 500) {
        const { message: sentence } = await answer.json();
        return { ok: false, status: answer.status, message: sentence };
      }
    } catch {
      // Not reached: try again below.
    }
    if (delay) await pause(delay);
  }
  return { ok: false, status: 0 };
}

/**
 * Keeps receiving exchanges after `last`, in order and each once. A hidden tab lets its stream go (browsers allow
 * only six to one server) and catches up when it is seen again.
 */
export class Line {
  constructor(last, received, connected) {
    this.last = last;
    this.received = received;
    this.connected = connected;
    this.source = null;
    this.asking = 0;
    document.addEventListener("visibilitychange", () => this.listen());
    window.addEventListener("online", () => this.listen());
    this.listen();
  }

  take(exchange) {
    if (exchange.id <= this.last) return;
    this.last = exchange.id;
    this.received(exchange);
  }

  listen() {
    this.source?.close();
    clearTimeout(this.asking);
    if (document.hidden) return;
    const source = new EventSource(`/events?after=${this.last}`);
    this.source = source;
    source.onopen = () => this.connected(true);
    source.onmessage = ({ data }) => this.take(JSON.parse(data));
    source.onerror = () => {
      if (source !== this.source) return;
      if (source.readyState === EventSource.CLOSED) this.askOn();
      // A stream that ends because the server restarts reconnects by itself: only a lasting silence is news.
      else this.asking = setTimeout(() => source.readyState !== EventSource.OPEN && this.connected(false), ASK_EVERY);
    };
  }

  /** Asks once for what is new: for when the stream may be held up on its way. True when the desk answered. */
  async ask() {
    try {
      const answer = await fetch(`/exchanges?after=${this.last}`);
      if (!answer.ok) return false;
      const { exchanges } = await answer.json();
      exchanges.forEach((exchange) => this.take(exchange));
      return true;
    } catch {
      return false;
    }
  }

  async askOn() {
    this.connected(await this.ask());
    this.asking = setTimeout(() => this.listen(), ASK_EVERY);
  }
}
