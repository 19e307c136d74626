// Sums as they are typed. The server checks the same again; blank is not zero, so a blank adds nothing and knows nothing.

const scale = 10_000; // as on the server: whole ten-thousandths, so that sums are exact

/** A number as Albanians write it (12 682 or 12.682; 4,7) in ten-thousandths; null when blank, NaN when not a number. */
export function parseNumber(text: string): number | null {
  const compact = text.replace(/[\s\u00a0\u202f]/g, "");
  if (compact === "") return null;
  const match = /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,4}))?$/.exec(compact);
  if (!match) return Number.NaN;
  const whole = Number((match[1] ?? "").replaceAll(".", ""));
  return whole * scale + Number((match[2] ?? "").padEnd(4, "0"));
}

/** Ten-thousandths in the Albanian way: 12 682,5 with no-break spaces between thousands. */
export function formatNumber(n: number): string {
  const [whole = "", part = ""] = (Math.abs(n) / scale).toFixed(4).split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const decimals = part.replace(/0+$/, "");
  return (n < 0 ? "−" : "") + thousands + (decimals ? `,${decimals}` : "");
}

/** What is known of a total and its parts. sum is null when every part is blank or one cannot be read. */
export interface Check {
  sum: number | null;
  total: number | null;
  differs: boolean;
}

/** Compares a total with the sum of its parts; with a blank on either side there is nothing to say. */
export function checkTotal(parts: string[], total: string): Check {
  const numbers = parts.map(parseNumber).filter((n) => n !== null);
  const added = numbers.reduce((sum, n) => sum + n, 0);
  const sum = numbers.length === 0 || Number.isNaN(added) ? null : added;
  const typed = parseNumber(total);
  const known = typed === null || Number.isNaN(typed) ? null : typed;
  return { sum, total: known, differs: sum !== null && known !== null && sum !== known };
}
