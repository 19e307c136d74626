// What was typed about a child must not stay in the browser. One keeps the body of a form with the page that answered
// it, to send it again, and writes it to the disk with the open windows. A page that answers a form says so with
// <body data-sent="/address">; this makes it a page like any other, which is asked for at that address when it is
// loaded again.

export function forgetSent(): void {
  const address = document.body.dataset["sent"];
  if (address?.startsWith("/u/")) history.replaceState(null, "", address);
}
