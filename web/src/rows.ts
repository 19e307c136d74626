// Names of fields in repeated rows: "place-3" is the stem "place" in row 3.

/** The stem and the row of a name, or null when the name has no number at its end. */
export function endingNumber(name: string): { stem: string; n: number } | null {
  const match = /^(.+)-(\d{1,6})$/.exec(name);
  return match ? { stem: match[1] ?? "", n: Number(match[2]) } : null;
}

/** The text with every __n__ replaced by the number of the row; people count from 1 with __count__. */
export function fill(text: string, n: number): string {
  return text.replaceAll("__n__", String(n)).replaceAll("__count__", String(n + 1));
}
