// An advocate's pair of keys (P-256). The private key is 32 bytes that leave this file in two forms only: wrapped under a
// passphrase, or as a key of the browser that no script can read out.
import { base64, random, unbase64, utf8 } from "../sealed/format.js";
import { dropped, stretched } from "../sealed/work.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const KEY = 32; // bytes of what Argon2id makes that are used here
export const SHORTEST = 14; // characters of a passphrase

export class WrongPassphrase extends Error {}
export class NotThisPair extends Error {}

/** A new pair: {secret: 32 bytes, open: 65 bytes}. */
export async function make() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const open = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { secret: unbase64(d.replaceAll("-", "+").replaceAll("_", "/")), open };
}

/** What the server keeps of a private key: JSON that a passphrase opens. */
export async function wrap(secret, open, passphrase) {
  const [salt, iv] = [random(16), random(12)];
  const key = await keyOf(passphrase, salt, "encrypt");
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: open }, key, secret);
  return JSON.stringify({ v: 1, salt: base64(salt), iv: base64(iv), ct: base64(ct) });
}

/** The 32 bytes again. WrongPassphrase where it does not open. */
export async function unwrap(wrapped, open, passphrase) {
  const { salt, iv, ct } = JSON.parse(wrapped);
  const key = await keyOf(passphrase, unbase64(salt), "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: unbase64(iv), additionalData: open }, key, unbase64(ct)));
  } catch {
    throw new WrongPassphrase();
  }
}

async function keyOf(passphrase, salt, use) {
  const made = await stretched(utf8(passphrase.normalize("NFKC")), salt).finally(dropped); // and with it what the worker remembers
  return crypto.subtle.importKey("raw", made.slice(0, KEY), "AES-GCM", false, [use]);
}

/** The pair as keys of the browser, the private one shut in there. NotThisPair where the two do not belong together. */
export async function pairOf(secret, open) {
  const [d, x, y] = [secret, open.subarray(1, 33), open.subarray(33)].map(letters);
  try {
    const publicKey = await crypto.subtle.importKey("raw", open, CURVE, true, []);
    const privateKey = await crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", d, x, y, ext: false }, CURVE, false, ["deriveBits"]);
    const other = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
    const [here, there] = await Promise.all([agreed(privateKey, other.publicKey), agreed(other.privateKey, publicKey)]);
    if (here !== there) throw new NotThisPair();
    return { privateKey, publicKey };
  } catch {
    throw new NotThisPair();
  }
}

const letters = (data) => base64(data).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""); // base64url, as JWK has it

async function agreed(mine, theirs) {
  return base64(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256));
}
