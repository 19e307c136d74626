// Asks before a page is left, but only when something typed would be lost: neither on the server nor in this browser.
// Forms without autosave ask for this with data-guard.

const risks: (() => boolean)[] = [];

/** From now on the page asks before it is left while risk() is true. */
export function guard(risk: () => boolean): void {
  risks.push(risk);
}

export function startGuard(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-guard]:not([data-autosave])")) guardForm(form);
  window.addEventListener("beforeunload", (event) => {
    if (risks.some((risk) => risk())) event.preventDefault();
  });
}

function guardForm(form: HTMLFormElement): void {
  let typed = form.querySelector(".govuk-form-group--error") !== null; // sent back with errors: nothing of it is saved
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
  guard(() => typed);
}
