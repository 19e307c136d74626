// Likely duplicates of a child while the form for a new file is filled in: <form data-near="/url">. What tells who the
// child is goes to the server in the body of a POST, a pause after the last key; what comes back stands in
// [data-near-list] of the form, whose data-say is the sentence above it. Without the script the server asks the same
// when the form is sent.
import { announce } from "./page.ts";

/** One file of the unit that may be of the same child; path when the reader may open it, say what to do otherwise. */
interface Nearby {
  title: string;
  path?: string;
  say?: string;
  reasons: string[];
}

const pause = 1200; // ms without a key
const asked = ["name-", "birth-", "guardian-", "contact-", "number-", "home-", "sex"];

export function startNear(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-near]");
  const place = form?.querySelector<HTMLElement>("[data-near-list]");
  if (!form || !place) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = known(form).toString();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = known(form);
      if (now.toString() === before) return;
      before = now.toString();
      void ask(form.dataset["near"] ?? "", now).then((list) => list && now.toString() === before && show(place, list));
    }, pause);
  });
}

function known(form: HTMLFormElement): URLSearchParams {
  const pairs = [...new FormData(form)].filter(([name]) => asked.some((start) => name.startsWith(start)));
  return new URLSearchParams(pairs.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}

async function ask(url: string, body: URLSearchParams): Promise<Nearby[] | null> {
  try {
    const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
    return answer.ok ? ((await answer.json()) as Nearby[]) : null;
  } catch {
    return null; // without a network the form still works, and asks when it is sent
  }
}

function show(place: HTMLElement, list: Nearby[]): void {
  place.hidden = list.length === 0;
  const say = element("p", "govuk-body", place.dataset["say"] ?? "");
  const files = element("ul", "govuk-list govuk-list--spaced");
  files.append(...list.map(item));
  place.replaceChildren(say, files);
  if (list.length > 0) announce(`${say.textContent ?? ""} ${list.map((file) => file.title).join(", ")}`);
}

function item(file: Nearby): HTMLElement {
  const line = element("li", "");
  line.append(title(file), file.say ? `: ${file.say}` : "", element("br", ""), element("span", "govuk-hint", file.reasons.join("; ")));
  return line;
}

function title(file: Nearby): HTMLElement {
  if (!file.path) return element("strong", "", file.title);
  const link = element("a", "govuk-link", file.title) as HTMLAnchorElement;
  link.href = file.path;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
