import assert from "node:assert/strict";
import test from "node:test";
import { checkTotal, formatNumber, parseNumber } from "../src/totals.ts";

test("numbers are read as Albanians write them", () => {
  const cases: [string, number | null][] = [
    ["", null],
    ["  ", null],
    ["0", 0],
    ["12", 120_000],
    ["12 682", 126_820_000],
    ["12\u00a0682", 126_820_000],
    ["12\u202f682", 126_820_000],
    ["20.000", 200_000_000],
    ["1.234.567,5", 12_345_675_000],
    ["4,7", 47_000],
    ["4.7", Number.NaN],
    ["1,234.5", Number.NaN],
    ["rreth 20", Number.NaN],
    ["-3", Number.NaN],
  ];
  for (const [text, want] of cases) assert.deepEqual(parseNumber(text), want, text);
});

test("numbers are written with no-break spaces and a comma", () => {
  assert.equal(formatNumber(126_820_000), "12\u00a0682");
  assert.equal(formatNumber(12_345_675_000), "1\u00a0234\u00a0567,5");
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(-30_000), "−3");
});

test("what is written is read back the same", () => {
  for (let n = 0; n < 3_000_000_000; n = n * 3 + 7) assert.equal(parseNumber(formatNumber(n)), n);
});

test("a total differs only when both sides are known", () => {
  assert.deepEqual(checkTotal(["3", "4", ""], "8"), { sum: 70_000, total: 80_000, differs: true });
  assert.equal(checkTotal(["3", "4"], "7").differs, false);
  assert.equal(checkTotal(["", ""], "7").sum, null, "blank parts are not zero");
  assert.equal(checkTotal(["0", ""], "0").sum, 0, "an explicit zero is a report");
  assert.equal(checkTotal(["3"], "").differs, false);
  assert.equal(checkTotal(["3", "disa"], "3").sum, null, "a part that is no number leaves no sum");
  assert.equal(checkTotal(["0,1", "0,2"], "0,3").differs, false, "sums are exact");
});
