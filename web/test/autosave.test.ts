import assert from "node:assert/strict";
import test from "node:test";
import { Autosaver, pause, type Answer, type Ports } from "../src/autosave.ts";
import type { Pairs } from "../src/drafts.ts";

/** A page with one field, a clock that is moved by hand and a server that answers when told. */
class Page implements Ports {
  value = "";
  copy: string | null = null;
  shown: string[] = [];
  requests: string[] = [];
  versions: string[] = [];
  storage = true;
  timers: { at: number; what: () => void }[] = [];
  now = 0;
  private answers: ((answer: Answer) => void)[] = [];
  readonly saver = new Autosaver(this);

  read = (): Pairs => [["done", this.value]];
  send = (pairs: Pairs): Promise<Answer> => {
    this.requests.push(pairs[0]?.[1] ?? "");
    return new Promise((answer) => this.answers.push(answer));
  };
  keep = (pairs: Pairs): boolean => {
    if (this.storage) this.copy = pairs[0]?.[1] ?? "";
    return this.storage;
  };
  forget = (): void => void (this.copy = null);
  show = (state: string, time = ""): void => void this.shown.push(`${state} ${time}`.trim());
  version = (version: string): void => void this.versions.push(version);
  after = (ms: number, what: () => void): (() => void) => {
    const timer = { at: this.now + ms, what };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((t) => t !== timer));
  };

  type(value: string): void {
    this.value = value;
    this.saver.changed();
  }
  async wait(ms: number): Promise<void> {
    this.now += ms;
    const due = this.timers.filter((t) => t.at <= this.now);
    this.timers = this.timers.filter((t) => t.at > this.now);
    due.forEach((t) => t.what());
    await settle();
  }
  async answer(answer: Answer): Promise<void> {
    this.answers.shift()?.(answer);
    await settle();
  }
}

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
const saved = (version: string): Answer => ({ kind: "saved", time: "13.45", version });
const problem = (kind: "signin" | "conflict" | "invalid" | "unreachable"): Answer => ({ kind });

test("a draft is sent once typing pauses", async () => {
  const page = new Page();
  page.type("T");
  await page.wait(pause - 1);
  page.type("Takim");
  await page.wait(pause - 1);
  assert.deepEqual(page.requests, []);
  await page.wait(1);
  assert.deepEqual(page.requests, ["Takim"]);
  await page.answer(saved("8"));
  assert.deepEqual(page.versions, ["8"]);
  assert.equal(page.shown.at(-1), "saved 13.45");
  assert.equal(page.saver.atRisk(), false);
});

test("what is typed while a draft is under way is sent after it, with the new version", async () => {
  const page = new Page();
  page.type("Takim");
  await page.wait(pause);
  page.type("Takim me prindër");
  await page.wait(pause);
  assert.deepEqual(page.requests, ["Takim"], "never two at a time: the second would be a conflict with the first");
  await page.answer(saved("8"));
  assert.deepEqual(page.requests, ["Takim", "Takim me prindër"]);
  await page.answer(saved("9"));
  assert.equal(page.shown.at(-1), "saved 13.45");
  assert.equal(page.saver.saved, true);
});

test("without a network the text is kept here and tried again, slower and slower", async () => {
  const page = new Page();
  page.type("Takim");
  await page.wait(pause);
  const gaps: number[] = [];
  for (let i = 0; i < 6; i++) {
    await page.answer(problem("unreachable"));
    gaps.push((page.timers[0]?.at ?? 0) - page.now);
    await page.wait(gaps.at(-1) ?? 0);
  }
  assert.deepEqual(gaps, [4000, 8000, 16000, 32000, 60000, 60000]);
  assert.equal(page.copy, "Takim");
  assert.ok(page.shown.includes("offline"));
  await page.answer(saved("8"));
  assert.equal(page.copy, null, "the server has it, the copy goes");
});

test("when the network returns nothing waits for the timer", async () => {
  const page = new Page();
  page.type("Takim");
  await page.wait(pause);
  await page.answer(problem("unreachable"));
  void page.saver.flush();
  await settle();
  assert.equal(page.requests.length, 2);
  assert.equal(page.timers.length, 0);
});

test("an expired session keeps the text and says so; after signing in elsewhere typing goes on", async () => {
  const page = new Page();
  page.type("Takim");
  await page.wait(pause);
  await page.answer(problem("signin"));
  assert.equal(page.shown.at(-1), "signin");
  assert.equal(page.copy, "Takim");
  page.type("Takim 2");
  await page.wait(pause);
  await page.answer(saved("8"));
  assert.equal(page.copy, null);
});

test("after a conflict nothing is sent by itself, and everything typed is kept here", async () => {
  const page = new Page();
  page.type("Takim");
  await page.wait(pause);
  await page.answer(problem("conflict"));
  page.type("Takim 2");
  await page.wait(10 * pause);
  assert.deepEqual(page.requests, ["Takim"]);
  assert.equal(page.copy, "Takim 2");
  assert.equal(page.shown.at(-1), "conflict");
});

test("a text that does not pass a check is kept, and tried again when it changes", async () => {
  const page = new Page();
  page.type("31.02.2023");
  await page.wait(pause);
  await page.answer(problem("invalid"));
  assert.equal(page.shown.at(-1), "invalid");
  assert.equal(page.copy, "31.02.2023");
  assert.equal(page.timers.length, 0);
  page.type("28.02.2023");
  await page.wait(pause);
  assert.equal(page.requests.length, 2);
});

test("leaving sends once more and keeps a copy", () => {
  const page = new Page();
  page.saver.leave();
  assert.deepEqual(page.requests, [], "nothing typed, nothing sent");
  const other = new Page();
  other.type("Takim");
  other.saver.leave();
  assert.deepEqual(other.requests, ["Takim"]);
  assert.equal(other.copy, "Takim");
});

test("leaving while a draft is under way sends nothing beside it", async () => {
  const page = new Page();
  page.type("Takim");
  void page.saver.flush();
  await settle();
  page.type("Takim me prindër");
  page.saver.leave();
  assert.deepEqual(page.requests, ["Takim"]);
  assert.equal(page.copy, "Takim me prindër");
});

test("the page warns only when nobody has the text", async () => {
  const page = new Page();
  assert.equal(page.saver.atRisk(), false);
  page.type("Takim");
  assert.equal(page.saver.atRisk(), false, "this browser keeps a copy");
  page.storage = false;
  page.type("Takim 2");
  assert.equal(page.saver.atRisk(), true);
  await page.wait(pause);
  await page.answer(saved("8"));
  assert.equal(page.saver.atRisk(), false);
});

test("sending the form keeps a copy until the next page, and does not warn", () => {
  const page = new Page();
  page.value = "Takim";
  page.saver.submit();
  assert.equal(page.copy, "Takim", "the session may have expired meanwhile");
  page.saver.leave();
  assert.deepEqual(page.requests, [], "the form itself is on its way");
  const blocked = new Page();
  blocked.storage = false;
  blocked.type("Takim");
  blocked.saver.submit();
  assert.equal(blocked.saver.atRisk(), false);
});
