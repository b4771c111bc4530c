// News from the studio while the page is open: progress of work, and "something changed".

import { address, authorization, onProject, tab } from "./link.mjs";

const handlers = { progress: new Set(), changed: new Set() };
let running = null;
let last = null;

/** Subscribe to "progress" (gets the state of all work) or "changed" (ask for new views). */
export function on(kind, handler) {
  handlers[kind].add(handler);
  if (kind === "progress" && last) handler(last);
}

onProject(() => {
  running?.abort();
  running = new AbortController();
  listen(running.signal);
});

async function listen(signal) {
  let wait = 500;
  let again = false;
  while (!signal.aborted) {
    try {
      const response = await fetch(address("studio/events"), { headers: authorization(), signal });
      if (!response.ok) throw new Error(String(response.status));
      if (again) tell("changed", {}); // whatever happened while we were away
      wait = 500;
      await read(response.body.getReader());
    } catch {
      if (signal.aborted) return;
    }
    again = true;
    document.dispatchEvent(new CustomEvent("vd:offline"));
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(wait * 2, 8000);
  }
}

async function read(reader) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    document.dispatchEvent(new CustomEvent("vd:online"));
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.startsWith("data: ")) hear(JSON.parse(line.slice(6)));
  }
}

function hear(message) {
  if (message.kind === "changed" && message.tab === tab) return; // our own doing: we know
  if (message.kind in handlers) tell(message.kind, message);
}

function tell(kind, message) {
  if (kind === "progress") last = message;
  for (const handler of handlers[kind]) handler(message);
}
