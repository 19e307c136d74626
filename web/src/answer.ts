// What an answer of the server to an autosave means.
import type { Answer } from "./autosave.ts";

/** Asks and reads. A redirect, or a page instead of JSON, is the sign-in page of an expired session. */
export async function answerOf(ask: () => Promise<Response>): Promise<Answer> {
  try {
    return await meaning(await ask());
  } catch {
    return { kind: "unreachable" };
  }
}

async function meaning(response: Response): Promise<Answer> {
  if (response.type === "opaqueredirect" || response.status === 401) return { kind: "signin" };
  if (response.status === 409) return { kind: "conflict" };
  if (response.status >= 500 || response.status === 429) return { kind: "unreachable" };
  if (!response.ok) return { kind: "invalid" };
  if (!response.headers.get("Content-Type")?.includes("json")) return { kind: "signin" };
  const { saved, version } = (await response.json()) as { saved?: unknown; version?: unknown };
  return { kind: "saved", time: String(saved ?? ""), version: String(version ?? "") };
}
