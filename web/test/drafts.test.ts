import assert from "node:assert/strict";
import test from "node:test";
import { Drafts, moment, samePairs, worthOffering, type Copy, type Pairs, type Shelf } from "../src/drafts.ts";

const text = (value: string): Pairs => [["done", value]];
const copy = (at: number, version: string, value: string): Copy => ({ at, version, pairs: text(value) });

class MemoryShelf implements Shelf {
  readonly items = new Map<string, string>();
  constructor(private readonly room = 1e6) {}
  get length(): number {
    return this.items.size;
  }
  key = (i: number): string | null => [...this.items.keys()][i] ?? null;
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  removeItem = (key: string): void => void this.items.delete(key);
  setItem = (key: string, value: string): void => {
    if (value.length > this.room) throw new Error("no room left");
    this.items.set(key, value);
  };
}

test("a copy comes back as it was kept", () => {
  const drafts = new Drafts(new MemoryShelf());
  assert.equal(drafts.keep("a", copy(5, "7", "Takim me nxënësit – ç'u bë")), true);
  assert.deepEqual(drafts.read("a", 10), copy(5, "7", "Takim me nxënësit – ç'u bë"));
  drafts.forget("a");
  assert.equal(drafts.read("a", 10), null);
});

test("a browser that refuses is said to have kept nothing", () => {
  assert.equal(new Drafts(null).keep("a", copy(0, "", "x")), false);
  assert.equal(new Drafts(new MemoryShelf(3)).keep("a", copy(0, "", "x")), false);
  assert.equal(new Drafts(null).read("a", 0), null);
});

test("signing out removes every copy and nothing else", () => {
  const shelf = new MemoryShelf();
  const drafts = new Drafts(shelf);
  shelf.setItem("other", "stays");
  for (const key of ["a", "b", "c"]) drafts.keep(key, copy(0, "", key));
  drafts.forgetAll();
  assert.deepEqual([...shelf.items.keys()], ["other"]);
});

test("old and broken copies are tidied away", () => {
  const shelf = new MemoryShelf();
  const drafts = new Drafts(shelf);
  const days = (n: number): number => n * 24 * 3600 * 1000;
  drafts.keep("old", copy(0, "1", "x"));
  drafts.keep("new", copy(days(3), "1", "x"));
  for (const bad of ["{", "null", "[]", '{"at":1}', '{"at":1,"version":"1","pairs":[["a",2]]}']) shelf.setItem(`tryeza:copy:${bad}`, bad);
  drafts.tidy(days(15));
  assert.deepEqual([...shelf.items.keys()], ["tryeza:copy:new"]);
});

test("a copy is offered when it says something the server may not have", () => {
  const page = { version: "7", pairs: text("në server") };
  const cases: [string, Copy, number, boolean][] = [
    ["the same text", copy(900, "7", "në server"), 100, false],
    ["made on this very version, whatever the clocks say", copy(50, "7", "më i plotë"), 100, true],
    ["made on an older version, but later", copy(900, "6", "tjetër"), 100, true],
    ["made before the server's text", copy(50, "6", "tjetër"), 100, false],
    ["the server does not say when", copy(50, "6", "tjetër"), Number.NaN, true],
  ];
  for (const [name, kept, serverAt, want] of cases) assert.equal(worthOffering(kept, page, serverAt), want, name);
});

test("blank fields, line ends and order make no difference", () => {
  assert.equal(samePairs([["a", "1\n2"], ["b", ""]], [["a", "1\r\n2"]]), true);
  assert.equal(samePairs([["a", "1"], ["b", "2"]], [["b", "2"], ["a", "1"]]), true);
  assert.equal(samePairs([["a", "0"]], []), false, "a zero is something");
  assert.equal(samePairs([["a", "1"]], [["a", "1"], ["a", "1"]]), false);
});

test("moments are written in the Albanian way", () => {
  assert.equal(moment(new Date(2023, 5, 30, 9, 5)), "30.06.2023, ora 09.05");
});
