// Totals on the page: <p class="tz-total" data-sum-of="f-" data-equal="Shuma: {sum}" data-differs="…"> shows the sum of
// the inputs whose names begin with the prefix, beside <input data-total-for="f-">, which is not itself a part.
// data-differs may name {sum}, {total} and {gap}; data-equal names {sum}.
import { checkTotal, formatNumber } from "./totals.ts";

export function startTotals(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-sum-of]")) {
    const scope = place.closest("form") ?? document.body;
    const update = (): void => show(place, scope, place.dataset["sumOf"] ?? "");
    scope.addEventListener("input", update);
    update();
  }
}

function show(place: HTMLElement, scope: HTMLElement, prefix: string): void {
  const quoted = CSS.escape(prefix);
  const parts = scope.querySelectorAll<HTMLInputElement>(`input[name^="${quoted}"]:not([data-total-for])`);
  const total = scope.querySelector<HTMLInputElement>(`input[data-total-for="${quoted}"]`);
  const check = checkTotal([...parts].map((part) => part.value), total?.value ?? "");
  const pattern = (check.differs ? place.dataset["differs"] : place.dataset["equal"]) ?? "{sum}";
  place.classList.toggle("tz-total--differs", check.differs);
  place.textContent = pattern
    .replace("{sum}", numeral(check.sum))
    .replace("{total}", numeral(check.total))
    .replace("{gap}", numeral(Math.abs((check.total ?? 0) - (check.sum ?? 0))));
}

function numeral(n: number | null): string {
  return n === null ? "–" : formatNumber(n);
}
