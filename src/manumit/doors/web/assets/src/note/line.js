// What is asked of the server, again and again while the line is away, until it is answered or somebody leaves.
import { base64 } from "../sealed/format.js";
import { worked } from "../sealed/work.js";

const AGAIN = [1000, 2000, 4000, 8000, 15000]; // ms between tries
const PIECE = 4 * 65552; // bytes of a body sent at a time: four segments
const stop = new AbortController();

addEventListener("haven:leave", () => stop.abort());
addEventListener("pagehide", () => stop.abort());
export const left = () => stop.signal.aborted;

/** Refused by the server, with its word for why: usage, refused, erased. */
export class Refusal extends Error {}

const pause = (ms) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

/** POST; the answer's JSON, or its first `most` bytes. `lost` is told when the line goes away (true) and comes back
 * (false). */
async function ask(path, body, { held, lost, most } = {}) {
  const headers = held ? { Authorization: `Bearer ${held.thread}.${held.secret}` } : {};
  const sent = body instanceof Blob ? body : JSON.stringify(body ?? {});
  for (let tries = 0; ; tries += 1) {
    if (left()) throw new Error("left");
    try {
      const answer = await fetch(`/note/${path}`, { method: "POST", body: sent, headers, signal: stop.signal, redirect: "error" });
      if (answer.status < 500) {
        lost?.(false);
        if (!answer.ok) throw new Refusal((await answer.json().catch(() => ({}))).problem ?? "usage");
        return await (most ? beginning(answer, most) : answer.json());
      }
    } catch (fault) {
      if (fault instanceof Refusal || left()) throw fault;
    }
    lost?.(true);
    await pause(AGAIN[Math.min(tries, AGAIN.length - 1)]);
  }
}

/** The first `most` bytes; the rest is not fetched. */
async function beginning(answer, most) {
  const reader = answer.body.getReader();
  const parts = [];
  for (let size = 0; size < most; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  reader.cancel().catch(() => {});
  return (await new Blob(parts).arrayBuffer()).slice(0, most);
}

/** The same with a small task solved before; asked anew when it came too late. */
async function paid(path, told, more = {}, size = 0) {
  for (let tries = 0; ; tries += 1) {
    const { challenge } = await ask("task", { size }, more);
    const counter = await worked(challenge);
    try {
      return await ask(path, { ...told, challenge, counter }, more);
    } catch (fault) {
      if (!(fault instanceof Refusal) || fault.message !== "refused" || tries === 2) throw fault;
    }
  }
}

/** Open a report: {recipients, state}. */
export const begin = (held, publicKey, country, lost) =>
  paid("open", { thread: held.thread, secret: held.secret, public_key: base64(publicKey), country }, { lost });

/** What is in a report: {state, recipients, opened_on, items}; null when the code opens none. */
export async function thread(held, lost) {
  try {
    return await paid("thread", {}, { held, lost });
  } catch (fault) {
    if (fault instanceof Refusal && fault.message === "usage") return null;
    throw fault;
  }
}

/** The first `most` bytes of a sealed body. */
export const body = (held, token, most, lost) => ask(`body/${token}`, {}, { held, lost, most });
export const withdraw = (held, lost) => ask("gone", {}, { held, lost });

/** Send a sealed item from where the server has it on. `far`: told the part of it that has arrived, 0 to 1. */
export async function send(held, item, far, lost) {
  const more = { held, lost };
  let { received } = await paid("item", { header: item.header }, more, item.header.size);
  while (received < item.size) {
    far(received / item.size);
    const from = received - (received % 65552);
    ({ received } = await ask(`item/${item.header.item}/${from}`, await item.piece(from, PIECE), more));
  }
  far(1);
  await ask(`item/${item.header.item}/whole`, {}, more);
}
