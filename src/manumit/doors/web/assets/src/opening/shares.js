// Three shares of a private key, of which two bring it back and one tells nothing (Shamir over GF(2^8)).
// A share is 72 letters in 18 groups of four: version, number, 4 bytes of the key's id, the share, 6 bytes of a check sum.
import { combine, split } from "shamir-secret-sharing";
import { spelled, unspelled } from "./letters.js";

const VERSION = 1, CHECK = 6;
const LENGTH = 45; // bytes of a share as it is spelled
export const SHARES = 3, NEEDED = 2;

/** What is wrong with a share: `unclear` (mistyped), `same` (one twice), `foreign` (of another key). */
export class BadShare extends Error {
  constructor(why, number = 0) {
    super(why);
    Object.assign(this, { why, number });
  }
}

/** The three shares as text. Each two of them have brought the key back before this returns. */
export async function shares(secret, keyId) {
  const parts = await split(secret, SHARES, NEEDED);
  const told = await Promise.all(parts.map((part, place) => written(part, place + 1, keyId)));
  for (const [one, two] of [[0, 1], [0, 2], [1, 2]]) {
    const back = await recovered([told[one], told[two]], keyId);
    if (back.some((byte, place) => byte !== secret[place])) throw new Error("shares that do not bring the key back");
  }
  return told;
}

async function written(part, number, keyId) {
  const data = new Uint8Array(LENGTH);
  data.set([VERSION, number, ...idBytes(keyId), ...part]);
  data.set(await check(data), LENGTH - CHECK);
  return spelled(data).match(/.{4}/g).join(" ");
}

/** {number, keyId, part} of a share; BadShare("unclear") where a letter is wrong or missing. */
export async function readShare(told) {
  const data = [told, told.trim().split("\n").at(-1)].map(unspelled).find((one) => one?.length === LENGTH); // a saved file says above it what it is
  if (data?.[0] !== VERSION) throw new BadShare("unclear");
  const sum = await check(data);
  if (sum.some((byte, place) => byte !== data[LENGTH - CHECK + place])) throw new BadShare("unclear");
  return { number: data[1], keyId: data.subarray(2, 6), part: data.slice(6, LENGTH - CHECK) };
}

/** The private key of two shares. */
export async function recovered(told, keyId) {
  const read = [];
  for (const [place, one] of told.entries()) {
    const share = await readShare(one).catch(() => { throw new BadShare("unclear", place + 1); });
    if (idBytes(keyId).some((byte, at) => byte !== share.keyId[at])) throw new BadShare("foreign", place + 1);
    read.push(share);
  }
  if (new Set(read.map((one) => one.number)).size < NEEDED) throw new BadShare("same");
  return combine(read.map((one) => one.part));
}

const idBytes = (keyId) => keyId.slice(0, 8).match(/../g).map((one) => parseInt(one, 16));

async function check(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data.subarray(0, LENGTH - CHECK))).subarray(0, CHECK);
}
