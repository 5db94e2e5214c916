// Questions to the server by scripts.
import { word } from "./words.js";

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** What the server answers as JSON; `sent`: what is posted. No answer, or one that is not JSON or not 2xx, becomes an error,
 * with the server's own sentence and hint where it has some. */
export async function ask(url, sent = null) {
  const post = { method: "POST", body: JSON.stringify(sent), headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() } };
  const answer = await fetch(url, sent ? post : { headers: { Accept: "application/json" } }).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (answer?.ok && body) return body;
  throw Object.assign(new Error(body?.sentence ?? word("error.load")), { hint: body?.hint ?? word("error.load.hint"), status: answer?.status });
}
