// A notice before a form, with a text and buttons; it goes away with the first answer.

/** What a button says and does; id is the value of its data-answer. */
export interface Choice {
  id: string;
  label: string;
  act: () => void;
}

export function showNotice(form: HTMLElement, text: string, choices: Choice[]): void {
  const notice = element("div", "govuk-inset-text");
  notice.setAttribute("role", "status");
  const actions = element("div", "tz-actions");
  actions.append(...choices.map((choice, i) => button(choice, i === 0, () => notice.remove())));
  notice.append(element("p", "govuk-body govuk-!-font-weight-bold", text), actions);
  form.before(notice);
}

function button(choice: Choice, first: boolean, done: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = first ? "govuk-button" : "govuk-button govuk-button--secondary";
  made.textContent = choice.label;
  made.dataset["answer"] = choice.id;
  made.addEventListener("click", () => {
    done();
    choice.act();
  });
  return made;
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
