import assert from "node:assert/strict";
import test from "node:test";
import { answerOf } from "../src/answer.ts";

const json = (body: string, status = 200): Response => new Response(body, { status, headers: { "Content-Type": "application/json" } });

test("what the server's answers mean", async () => {
  const cases: [string, Response, unknown][] = [
    ["saved", json('{"saved":"13.45","version":"8"}'), { kind: "saved", time: "13.45", version: "8" }],
    ["session expired", json("{}", 401), { kind: "signin" }],
    ["sign-in page", new Response("<p>", { headers: { "Content-Type": "text/html" } }), { kind: "signin" }],
    ["somebody else saved", json("{}", 409), { kind: "conflict" }],
    ["does not pass a check", json('{"errors":{"done":"…"}}', 422), { kind: "invalid" }],
    ["not allowed any more", new Response("", { status: 404 }), { kind: "invalid" }],
    ["server busy", new Response("", { status: 503 }), { kind: "unreachable" }],
    ["too many", new Response("", { status: 429 }), { kind: "unreachable" }],
    ["cut off", json('{"saved":'), { kind: "unreachable" }],
  ];
  for (const [name, response, want] of cases) assert.deepEqual(await answerOf(async () => response), want, name);
});

test("no network", async () => {
  assert.deepEqual(await answerOf(() => Promise.reject(new TypeError("failed"))), { kind: "unreachable" });
});
