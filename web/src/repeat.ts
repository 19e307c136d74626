// Groups of fields that repeat: rows of participants, places, partners.
//
//   <div data-repeat> <div data-rows> <div data-row> … name="place-0" … <button type="button" data-remove>
//     <template> <div data-row> … name="place-__n__" id="place-__n__" … </template>
//     <button type="button" data-add>
// Every __n__ in attributes and texts of the template becomes the number of the new row. Numbers of removed rows are
// not used again: the server reads whichever numbers there are. Without the script it offers extra blank rows.
import type { Pairs } from "./drafts.ts";
import { announce } from "./page.ts";
import { endingNumber, fill } from "./rows.ts";

export function startRepeat(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const group = target?.closest<HTMLElement>("[data-repeat]");
    if (!target || !group) return;
    if (target.closest("[data-add]")) focusFirst(addRow(group));
    const remove = target.closest<HTMLElement>("[data-remove]");
    if (remove) removeRow(group, remove);
  });
}

/** Adds the rows that a copy needs and the page does not have. */
export function growRows(form: HTMLFormElement, pairs: Pairs): void {
  for (const group of form.querySelectorAll<HTMLElement>("[data-repeat]")) {
    const stems = templateStems(group);
    const wanted = pairs.map(([name]) => endingNumber(name)).filter((end) => end !== null && stems.has(end.stem));
    for (const n of new Set(wanted.map((end) => end?.n ?? 0))) {
      if (!rowNumbers(group).includes(n)) addRow(group, n);
    }
  }
}

function addRow(group: HTMLElement, n = Math.max(-1, ...rowNumbers(group)) + 1): HTMLElement | null {
  const template = group.querySelector("template");
  const rows = group.querySelector("[data-rows]");
  const row = template?.content.querySelector("[data-row]")?.cloneNode(true);
  if (!(row instanceof HTMLElement) || !rows) return null;
  number(row, n);
  rows.append(row);
  return row;
}

function removeRow(group: HTMLElement, button: HTMLElement): void {
  const row = button.closest("[data-row]");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  row?.remove();
  if (next instanceof HTMLElement && next.matches("[data-row]")) focusFirst(next);
  else group.querySelector<HTMLElement>("[data-add]")?.focus();
  if (button.dataset["removed"]) announce(button.dataset["removed"]);
  group.dispatchEvent(new Event("input", { bubbles: true }));
}

function rowNumbers(group: HTMLElement): number[] {
  const named = group.querySelectorAll<HTMLInputElement>("[data-rows] [data-row] [name]");
  return [...named].map((field) => endingNumber(field.name)?.n ?? -1).filter((n) => n >= 0);
}

function templateStems(group: HTMLElement): Set<string> {
  const named = group.querySelector("template")?.content.querySelectorAll<HTMLInputElement>("[name]") ?? [];
  return new Set([...named].flatMap((field) => endingNumber(fill(field.getAttribute("name") ?? "", 0))?.stem ?? []));
}

function number(node: Node, n: number): void {
  if (node instanceof Element) {
    for (const { name, value } of [...node.attributes]) node.setAttribute(name, fill(value, n));
  } else if (node.nodeType === Node.TEXT_NODE) {
    node.textContent = fill(node.textContent ?? "", n);
  }
  node.childNodes.forEach((child) => number(child, n));
}

function focusFirst(row: HTMLElement | null): void {
  row?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
}
