// The bond of this page with its project: token, tab, last revision seen.
// The token lives in the browser's storage so that a refresh finds the project again.

import { heard, without } from "./recent.mjs";

const KEY = "videodirector.project";
const RECENT = "videodirector.recent"; // [{token, title}] of projects that were worked on here
const listeners = new Set();

/** This page, as the studio tells pages of one project apart. */
export const tab = random();
const state = { token: stored(KEY), tab, seen: 0 };

/** What every request carries, as JSON. */
export function inputs() {
  return JSON.stringify(state);
}

/** Take over what the server answered: the token it gave, the revision it is at. */
export function keep({ token, revision, title }) {
  const changed = token !== state.token;
  const known = changed && !listeners.started ? without(projects(), state.token) : projects();
  state.token = token;
  state.seen = revision;
  store(KEY, token);
  store(RECENT, JSON.stringify(revision > 0 ? heard(known, token, title) : known));
  if (changed || !listeners.started) {
    listeners.started = true;
    for (const listener of listeners) listener();
  }
}

/** Call back when the project is known, and whenever it becomes another one. */
export function onProject(listener) {
  listeners.add(listener);
  if (listeners.started) listener();
}

export function authorization() {
  return { Authorization: `Bearer ${state.token}`, "X-Tab": state.tab };
}

/** An address below the studio, under whatever prefix it is mounted. */
export function address(path) {
  const root = (window.gradio_config?.root || location.href).replace(/[?#].*$/, "");
  return `${root.replace(/\/+$/, "")}/${path}`;
}

/** Send a file to one of our own routes; resolves to its JSON, rejects with one plain line. */
export async function send(path, body, type = "application/octet-stream") {
  const response = await fetch(address(path), {
    method: "POST", body, headers: { ...authorization(), "Content-Type": type },
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `The studio answered ${response.status}.`);
  return answer;
}

/** Projects that were worked on in this browser, apart from this one, the latest first. */
export function earlier() {
  return without(projects(), state.token);
}

/** Open a project that was worked on here before. */
export function reopen(token) {
  store(KEY, token);
  location.reload();
}

function projects() {
  try {
    return JSON.parse(stored(RECENT)) || [];
  } catch {
    return [];
  }
}

function stored(key) {
  try {
    return localStorage.getItem(key) || "";
  } catch {
    return "";
  }
}

function store(key, value) {
  try {
    if (localStorage.getItem(key) !== value) localStorage.setItem(key, value);
  } catch {
    // storage may be blocked: the project then lasts as long as the page
  }
}

function random() {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

window.videodirector = { inputs };
