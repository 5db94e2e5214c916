// An advocate's pair of keys (P-256). The private key is 32 bytes that leave this file in two forms only: wrapped under a
// passphrase, or as a key of the browser that no script can read out.
import { argon2id } from "hash-wasm";
import { bytes, text } from "./letters.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const COST = { m: 65536, t: 3, p: 1 }; // Argon2id: 64 MiB, three passes; one lane, since WebAssembly is one thread here
const SALT = 16, NONCE = 12; // bytes
export const SHORTEST = 14; // characters of a passphrase

export class WrongPassphrase extends Error {}
export class NotThisPair extends Error {}

/** A new pair: {secret: 32 bytes, open: 65 bytes}. */
export async function make() {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const open = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { secret: bytes(d), open };
}

/** The first 16 hexadecimal digits of the SHA-256 of a public key. */
export async function keyId(open) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", open));
  return [...sum.subarray(0, 8)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** What the server keeps of a private key: JSON that a passphrase opens. */
export async function wrap(secret, open, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const key = await stretched(passphrase, salt, COST, "encrypt");
  const ct = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: open }, key, secret);
  return JSON.stringify({ v: 1, kdf: "argon2id", ...COST, salt: text(salt), iv: text(iv), ct: text(new Uint8Array(ct)) });
}

/** The 32 bytes again. WrongPassphrase where it does not open. */
export async function unwrap(wrapped, open, passphrase) {
  const { m, t, p, salt, iv, ct } = JSON.parse(wrapped);
  const key = await stretched(passphrase, bytes(salt), { m, t, p }, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv), additionalData: open }, key, bytes(ct)));
  } catch {
    throw new WrongPassphrase();
  }
}

async function stretched(passphrase, salt, { m, t, p }, use) {
  await new Promise((painted) => setTimeout(painted, 30)); // "one moment" stands on the page before the work begins
  const raw = await argon2id({ password: passphrase.normalize("NFKC"), salt, memorySize: m, iterations: t, parallelism: p, hashLength: 32, outputType: "binary" });
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);
}

/** The pair as keys of the browser, the private one sealed in there. NotThisPair where the two do not belong together. */
export async function pairOf(secret, open) {
  const [x, y] = [open.subarray(1, 33), open.subarray(33)].map(text);
  const jwk = { kty: "EC", crv: "P-256", d: text(secret), x, y, ext: false };
  try {
    const publicKey = await crypto.subtle.importKey("raw", open, CURVE, true, []);
    const privateKey = await crypto.subtle.importKey("jwk", jwk, CURVE, false, ["deriveBits"]);
    const other = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
    const [here, there] = await Promise.all([agreed(privateKey, other.publicKey), agreed(other.privateKey, publicKey)]);
    if (here !== there) throw new NotThisPair();
    return { privateKey, publicKey };
  } catch {
    throw new NotThisPair();
  }
}

async function agreed(mine, theirs) {
  return text(new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine, 256)));
}
