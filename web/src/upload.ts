// Files that together are more than the server takes are told before the form is sent: it would refuse the form whole,
// and with it all that was typed. <input type="file" data-limit="bytes" data-too-large="what to say">

export function startUpload(): void {
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "file") tell(event.target.form);
  });
  const first = true; // before whoever thinks that the form is on its way
  document.addEventListener("submit", (event) => {
    const heavy = event.target instanceof HTMLFormElement ? tell(event.target) : undefined;
    if (!heavy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    heavy.focus();
  }, first);
}

/** Says beside the field that holds files that they are too large, and returns the field; undefined when they are not. */
function tell(form: HTMLFormElement | null): HTMLInputElement | undefined {
  const fields = [...(form?.querySelectorAll<HTMLInputElement>("input[type=file][data-limit]") ?? [])];
  form?.querySelectorAll("[data-too-large-said]").forEach((said) => said.remove());
  const size = fields.flatMap((field) => [...(field.files ?? [])]).reduce((sum, file) => sum + file.size, 0);
  const heavy = fields.find((field) => (field.files?.length ?? 0) > 0 && size > Number(field.dataset["limit"]));
  if (!heavy) return undefined;
  const said = document.createElement("p");
  said.className = "govuk-error-message";
  said.setAttribute("role", "alert");
  said.dataset["tooLargeSaid"] = "";
  said.textContent = heavy.dataset["tooLarge"] ?? "";
  heavy.before(said);
  return heavy;
}
