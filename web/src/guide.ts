// The guide on the telephone: kept in this browser to be read without a network, and narrowed to one function
// without asking the server. The page says nothing of who reads it, so nothing of them is kept.

const store = "tryeza-guide";

export function startGuide(): void {
  const said = document.querySelector<HTMLElement>("[data-guide-worker]");
  if (!said) return;
  startRoles();
  void tellOffline();
  void keep(said);
}

async function keep(said: HTMLElement): Promise<void> {
  try {
    await register(said.dataset["guideWorker"] ?? "");
    if (await keepCopy()) said.textContent = said.dataset["stored"] ?? "";
  } catch {
    if (navigator.onLine) said.textContent = said.dataset["failed"] ?? "";
  }
}

interface Trusting {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

// Where the page asks for trusted types, the address of a worker must be one of ours.
async function register(address: string): Promise<void> {
  const types = (window as unknown as { trustedTypes?: Trusting }).trustedTypes;
  const ours = (url: string): string => {
    if (!url.startsWith("/k/") || !url.endsWith("/guide/worker.js")) throw new TypeError(url);
    return url;
  };
  const url = types ? types.createPolicy("tryeza-guide", { createScriptURL: ours }).createScriptURL(address) : ours(address);
  await navigator.serviceWorker.register(url);
}

// The page is kept without its filter, with every file it needs. One that leads to signing in is not the guide.
async function keepCopy(): Promise<boolean> {
  const page = await fetch(location.pathname, { cache: "no-store" });
  if (!page.ok || page.redirected || (await isKept(page))) return false;
  const cache = await caches.open(store);
  const named = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[href], script[src]")].map((e) => ("href" in e ? e.href : e.src))
    .filter((url) => url.startsWith(location.origin + "/"));
  const files = [...new Set(named)];
  await cache.addAll(files);
  await cache.put(location.pathname, page);
  const wanted = new Set([...files, new URL(location.pathname, location.href).href]);
  for (const old of await cache.keys()) {
    if (!wanted.has(old.url) && !old.url.endsWith("/guide/pocket")) await cache.delete(old);
  }
  return true;
}

// Without a network the worker answers with the very copy: then there is nothing to keep anew.
async function isKept(page: Response): Promise<boolean> {
  return !navigator.onLine && (await caches.match(page.url)) !== undefined;
}

async function tellOffline(): Promise<void> {
  const notice = document.querySelector<HTMLElement>("[data-guide-offline]");
  if (!notice) return;
  const look = async (): Promise<void> => void (notice.hidden = navigator.onLine && (await reached()));
  window.addEventListener("online", () => void look());
  window.addEventListener("offline", () => void look());
  await look();
}

// HEAD is not answered by the worker, so it tells whether the server is there.
async function reached(): Promise<boolean> {
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

function startRoles(): void {
  const select = document.querySelector<HTMLSelectElement>("[data-guide-role]");
  if (!select) return;
  const asked = new URLSearchParams(location.search).get("role");
  if (asked && [...select.options].some((o) => o.value === asked)) select.value = asked;
  const show = (): void => {
    for (const step of document.querySelectorAll<HTMLElement>("[data-guide-step]")) {
      const roles = (step.dataset["guideStep"] ?? "").split(" ").filter(Boolean);
      step.hidden = select.value !== "" && roles.length > 0 && !roles.includes(select.value);
    }
  };
  document.querySelector("[data-guide-form]")?.addEventListener("submit", (event) => (event.preventDefault(), show()));
  select.addEventListener("change", show);
  show();
}
