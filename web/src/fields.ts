// Reading a form into pairs and writing pairs back into it.
import type { Pairs } from "./drafts.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Every successful field of the form but files, passwords and the hidden ones the server writes itself. */
export function readFields(form: HTMLFormElement): Pairs {
  const own = new Set(fieldsOf(form).filter(isOurs).map((field) => field.name));
  return [...new FormData(form)].flatMap(([name, value]): Pairs => (typeof value === "string" && own.has(name) ? [[name, value]] : []));
}

/** Puts pairs back: boxes are ticked when their value is among the pairs, texts take the values in order. */
export function writeFields(form: HTMLFormElement, pairs: Pairs): void {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of fieldsOf(form).filter(isOurs)) writeField(field, values.get(field.name) ?? []);
}

function writeField(field: Field, values: string[]): void {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = values.includes(field.value);
  } else if (field instanceof HTMLSelectElement && field.multiple) {
    for (const option of field.options) option.selected = values.includes(option.value);
  } else {
    field.value = values.shift() ?? "";
  }
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (e): e is Field => e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement,
  );
}

function isOurs(field: Field): boolean {
  return field.name !== "" && !["hidden", "file", "password", "submit", "button", "image"].includes(field.type);
}
