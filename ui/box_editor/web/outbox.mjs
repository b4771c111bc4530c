// Messages to Python, one at a time, in order. Owns what was sent and is not answered yet.
// Gradio drops an event that is fired while the same one runs, so what comes meanwhile waits.

const ANSWER_MS = 15_000;

export class Outbox {
  #serial = 0;
  #sent = null; // the message under way
  #waiting = []; // [{edits, request, selection}]
  #timer = null;

  /** `post(message)` hands one to Python; `lost()` is told when no answer came in time. */
  constructor(post, lost = () => {}, clock = globalThis) {
    this.post = post;
    this.lost = lost;
    this.clock = clock;
    this.revision = 0;
  }

  get edits() {
    return [...(this.#sent?.edits ?? []), ...this.#waiting.flatMap((m) => m.edits)];
  }

  get busy() {
    return this.#sent !== null;
  }

  add(edits, selection, request = null) {
    const last = this.#waiting.at(-1);
    if (last && last.request === null) {
      last.edits.push(...edits); // a request is always last in its message
      last.request = request;
      last.selection = selection;
    } else {
      this.#waiting.push({ edits: [...edits], selection, request });
    }
    this.#next();
  }

  /** A view came. Returns whether it answers the message under way. */
  answered(ack, revision) {
    this.revision = revision;
    const fits = this.#sent !== null && (ack === null || ack >= this.#sent.serial);
    if (!fits) return false;
    this.#settle();
    return true;
  }

  /** Nothing more will be sent until the next edit; forget what was under way. */
  drop() {
    this.#waiting = [];
    this.#settle();
  }

  #settle() {
    this.clock.clearTimeout(this.#timer);
    this.#sent = null;
    this.#next();
  }

  #next() {
    if (this.#sent !== null || this.#waiting.length === 0) return;
    this.#serial += 1;
    this.#sent = { serial: this.#serial, revision: this.revision, ...this.#waiting.shift() };
    this.#timer = this.clock.setTimeout(() => {
      this.drop();
      this.lost();
    }, ANSWER_MS);
    this.post(this.#sent);
  }
}
