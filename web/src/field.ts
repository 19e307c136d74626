// Field pages on a telephone that several people use.
//
// [data-hide] is a link to a neutral page; with this script a tap on it, or the Escape key, takes the place of the
// page, so that going back does not return to it, signs out, and leaves nothing typed in this browser.
//
// <form data-taps="…"> keeps its answers in this browser until they have arrived, should the network fail: those that
// are tapped, and nothing that is typed. data-taps marks the person; data-restore, data-restore-yes and
// data-restore-no are the words that offer them again. A page with [data-taps-saved] says that they arrived.
import { Drafts, samePairs, type Pairs } from "./drafts.ts";
import { readFields, writeFields } from "./fields.ts";
import { showNotice } from "./notice.ts";

const drafts = new Drafts(shelf());
let hiding = false;
let urgent = false; // somebody calls for help, or looks how to

export function startField(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-hide]");
  if (link) startHiding(link);
  const form = document.querySelector<HTMLFormElement>("form[data-taps]");
  if (form) keepTaps(form);
}

function startHiding(link: HTMLAnchorElement): void {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    hide(link.href);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(link.href));
  link.parentElement?.addEventListener("click", () => {
    urgent = true;
    setTimeout(() => (urgent = false), 2000);
  });
  // Nothing may ask whether to stay. This must be registered before the guard of forms.
  window.addEventListener("beforeunload", (event) => (hiding || urgent) && event.stopImmediatePropagation(), { capture: true });
}

function hide(to: string): void {
  hiding = true;
  document.body.hidden = true;
  drafts.forgetAll();
  navigator.sendBeacon("/account/sign-out");
  location.replace(to);
}

function keepTaps(form: HTMLFormElement): void {
  const key = `${location.pathname}#${form.dataset["taps"] ?? ""}`;
  if (document.querySelector("[data-taps-saved]")) drafts.forget(key);
  offer(form, key);
  const keep = (): void => {
    if (!hiding) drafts.keep(key, { at: Date.now(), version: "", pairs: taps(form) });
  };
  form.addEventListener("change", keep);
  form.addEventListener("submit", keep);
}

function offer(form: HTMLFormElement, key: string): void {
  const copy = drafts.read(key, Date.now());
  if (!copy || samePairs(copy.pairs, taps(form))) return;
  showNotice(form, form.dataset["restore"] ?? "", [
    { id: "restore", label: form.dataset["restoreYes"] ?? "", act: () => restore(form, copy.pairs) },
    { id: "discard", label: form.dataset["restoreNo"] ?? "", act: () => drafts.forget(key) },
  ]);
}

function restore(form: HTMLFormElement, pairs: Pairs): void {
  const typed = readFields(form).filter(([name]) => !isTapped(form, name));
  writeFields(form, [...pairs, ...typed]);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What is tapped: radios, boxes and lists. */
function taps(form: HTMLFormElement): Pairs {
  return readFields(form).filter(([name]) => isTapped(form, name));
}

function isTapped(form: HTMLFormElement, name: string): boolean {
  const field = form.elements.namedItem(name);
  const one = field instanceof RadioNodeList ? field[0] : field;
  return one instanceof HTMLSelectElement || (one instanceof HTMLInputElement && (one.type === "radio" || one.type === "checkbox"));
}

function shelf(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
