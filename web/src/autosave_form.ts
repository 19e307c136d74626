// Autosave on the page: <form data-autosave="/url" data-autosave-key="…" data-autosave-at="2023-06-30T13:45:00Z">.
//
// [data-autosave-state], inside the form or anywhere with data-autosave-for="<id of the form>", says what is saved. It
// carries the texts: data-dirty, data-saving, data-saved (its {time}, or its end, takes the time), data-offline,
// data-signin, data-conflict, data-invalid, and for a copy found in this browser data-restore (the notice; {time} is
// when the copy was made), data-restore-yes and data-restore-no (its buttons).
// A page that is no answer to a form that was sent, such as sign-in, carries data-keep-copies somewhere.
//
// The server answers 200 {"saved":"13.45","version":"8"}, 401, 409 or 422. A draft that says what is stored already is
// no conflict whatever its version: its first answer may have been lost on the way.
import { answerOf } from "./answer.ts";
import { Autosaver, type Ports, type State } from "./autosave.ts";
import { Drafts, moment, worthOffering, type Copy } from "./drafts.ts";
import { readFields, writeFields } from "./fields.ts";
import { guard } from "./guard.ts";
import { showNotice } from "./notice.ts";
import { announce } from "./page.ts";
import { growRows } from "./repeat.ts";

const submittedMark = "tryeza:submitted";
const patience = 4000; // ms that sending a form or signing out waits for a draft under way
const longest = 60_000; // bytes that browsers let a request carry that outlives its page
const drafts = new Drafts(storage(() => localStorage));
const savers: Autosaver[] = [];
let signingOut = false; // from then on nothing is kept in this browser

export function startAutosave(): void {
  drafts.tidy(Date.now());
  settleSubmitted();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-autosave]")) attach(form);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-signout]")) attachSignOut(form);
  window.addEventListener("pagehide", () => signingOut && drafts.forgetAll());
  // A page taken from the browser's memory may show a version that its own last draft has replaced.
  window.addEventListener("pageshow", (event) => event.persisted && savers.length > 0 && location.reload());
}

function attach(form: HTMLFormElement): void {
  const key = copyKey(form);
  const saver = new Autosaver(portsOf(form, key));
  savers.push(saver);
  offerCopy(form, key);
  form.addEventListener("input", (event) => isFile(event.target) || saver.changed());
  form.addEventListener("submit", (event) => submit(event, form, key, saver));
  window.addEventListener("online", () => void saver.flush());
  window.addEventListener("beforeunload", () => void saver.flush()); // before the next page is asked for
  window.addEventListener("pagehide", () => saver.leave());
  document.addEventListener("visibilitychange", () => document.hidden && void saver.flush());
  guard(() => (signingOut ? !saver.saved : saver.atRisk()));
}

function submit(event: SubmitEvent, form: HTMLFormElement, key: string, saver: Autosaver): void {
  if (event.defaultPrevented) return;
  if (saver.underWay) return again(event, form, saver.underWay);
  saver.submit();
  storage(() => sessionStorage)?.setItem(submittedMark, key);
}

function attachSignOut(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    const unsaved = savers.filter((saver) => !saver.saved);
    if (unsaved.length > 0 && !signingOut) again(event, form, Promise.all(unsaved.map((saver) => saver.flush())));
    signingOut = true;
  });
}

// Waits, but not for ever, and sends the form once more.
function again(event: SubmitEvent, form: HTMLFormElement, first: Promise<unknown>): void {
  event.preventDefault();
  const enough = new Promise((done) => setTimeout(done, patience));
  void Promise.race([first, enough]).finally(() => form.requestSubmit(event.submitter));
}

function portsOf(form: HTMLFormElement, key: string): Ports {
  const url = form.dataset["autosave"] ?? "";
  return {
    read: () => readFields(form),
    send: () => answerOf(() => fetch(url, request(form))),
    keep: (pairs) => !signingOut && drafts.keep(key, { at: Date.now(), version: versionOf(form), pairs }),
    forget: () => drafts.forget(key),
    show: (state, time) => showState(form, state, time),
    version: (version) => setVersion(form, version),
    after: (ms, what) => {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
  };
}

// The hidden fields (version) go with the draft; files and passwords go only when the form is sent.
function request(form: HTMLFormElement): RequestInit {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !isPassword(form, name)) body.append(name, value);
  }
  const headers = { "X-Autosave": "1", Accept: "application/json" };
  return { method: "POST", body, headers, redirect: "manual", keepalive: body.toString().length < longest };
}

function isPassword(form: HTMLFormElement, name: string): boolean {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement && field.type === "password";
}

function isFile(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === "file";
}

// Said aloud is only what asks for attention, and that it is over; a saved draft every few seconds is noise.
function showState(form: HTMLFormElement, state: State, time = ""): void {
  const place = stateOf(form);
  if (!place) return;
  const before = place.dataset["problem"] === "yes";
  const problem = state !== "saved" && (before || !["dirty", "saving"].includes(state));
  place.dataset["state"] = state;
  place.dataset["problem"] = problem ? "yes" : "no";
  if (state === "dirty" && place.dataset[state] === undefined) return;
  place.textContent = withTime(place.dataset[state] ?? "", time);
  if (before !== problem) announce(place.textContent);
}

function setVersion(form: HTMLFormElement, version: string): void {
  const field = form.querySelector<HTMLInputElement>("input[name=version]");
  if (field && version !== "") field.value = version;
}

function versionOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name=version]")?.value ?? "";
}

function copyKey(form: HTMLFormElement): string {
  return `${location.pathname}#${form.dataset["autosaveKey"] ?? ""}`;
}

// A copy is offered, never put in place by itself.
function offerCopy(form: HTMLFormElement, key: string): void {
  const copy = drafts.read(key, Date.now());
  const texts = stateOf(form)?.dataset;
  if (!copy || !texts?.["restore"]) return;
  const page = { version: versionOf(form), pairs: readFields(form) };
  if (!worthOffering(copy, page, Date.parse(form.dataset["autosaveAt"] ?? ""))) return drafts.forget(key);
  showNotice(form, withTime(texts["restore"], moment(new Date(copy.at))), [
    { id: "restore", label: texts["restoreYes"] ?? "", act: () => restore(form, copy) },
    { id: "discard", label: texts["restoreNo"] ?? "", act: () => drafts.forget(key) },
  ]);
}

function restore(form: HTMLFormElement, copy: Copy): void {
  growRows(form, copy.pairs);
  writeFields(form, copy.pairs);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
}

// The page after a sent form tells whether it was taken: then its copy is of no use any more.
function settleSubmitted(): void {
  const session = storage(() => sessionStorage);
  const key = session?.getItem(submittedMark);
  if (!key) return;
  session?.removeItem(submittedMark);
  const status = (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.responseStatus ?? 0;
  const refused = status >= 400 || document.querySelector(".govuk-error-summary, [data-keep-copies]") !== null;
  if (!refused) drafts.forget(key);
}

function stateOf(form: HTMLFormElement): HTMLElement | null {
  const outside = form.id ? document.querySelector<HTMLElement>(`[data-autosave-for="${CSS.escape(form.id)}"]`) : null;
  return form.querySelector<HTMLElement>("[data-autosave-state]") ?? outside;
}

function withTime(text: string, time: string): string {
  return text.includes("{time}") ? text.replace("{time}", time) : `${text} ${time}`.trim();
}

function storage(get: () => Storage): Storage | null {
  try {
    return get();
  } catch {
    return null;
  }
}
