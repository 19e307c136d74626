import assert from "node:assert/strict";
import test from "node:test";
import { endingNumber, fill } from "../src/rows.ts";

test("a name ends with the number of its row", () => {
  assert.deepEqual(endingNumber("place-3"), { stem: "place", n: 3 });
  assert.deepEqual(endingNumber("date-day-12"), { stem: "date-day", n: 12 });
  for (const name of ["place", "place-", "-3", "place-x", "3", "place-12345678"]) assert.equal(endingNumber(name), null, name);
});

test("a row of the template takes its number everywhere", () => {
  assert.equal(fill("place-__n__ place-__n__-hint", 4), "place-4 place-4-hint");
  assert.equal(fill("Vendi __count__", 4), "Vendi 5");
  assert.equal(fill("Vendi", 4), "Vendi");
});
