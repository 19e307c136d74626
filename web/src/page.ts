// Small helps of a page: print it, copy a text from it, open its details for paper, say something aloud.

export function startPage(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-print], [data-copy]") : null;
    if (button?.dataset["print"] !== undefined) window.print();
    if (button?.dataset["copy"] !== undefined) void copyText(button, button.dataset["copy"]);
  });
  window.addEventListener("beforeprint", openForPrint);
  window.addEventListener("afterprint", closeAfterPrint);
}

// What is said when it worked stands in data-copied of the button.
async function copyText(button: HTMLElement, selector: string): Promise<void> {
  const source = document.querySelector<HTMLElement>(selector);
  if (!source) return;
  const isField = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement;
  await navigator.clipboard.writeText(isField ? source.value : source.innerText.trim());
  const said = button.dataset["copied"];
  if (!said) return;
  button.textContent = said;
  announce(said);
}

function openForPrint(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details[data-open-print]:not([open])")) {
    details.open = true;
    details.dataset["openedForPrint"] = "";
  }
}

function closeAfterPrint(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details[data-opened-for-print]")) {
    details.open = false;
    delete details.dataset["openedForPrint"];
  }
}

let live: HTMLElement | null = null;

/** Says a text to people who do not see the page; it must stand on the page as well. */
export function announce(text: string): void {
  if (!live) {
    live = document.createElement("div");
    live.className = "govuk-visually-hidden";
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  const place = live;
  setTimeout(() => (place.textContent = text), 100); // a region speaks only of what changes after it is there
}
