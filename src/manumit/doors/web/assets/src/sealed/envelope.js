// An item of a report: sealed and opened. The plaintext is the length of the head (4 bytes, big-endian), the head (JSON
// {text, kind, locale, made_at, files: [{name, type, size}]}), the files one after the other, and zeros up to the bucket.
// The body is AES-256-GCM in segments (STREAM, Hoang, Reyhanitabar, Rogaway and Vizar 2015): the nonce holds the number of
// the segment and whether it is the last, so that none can be cut off, moved or left out.
import { SEGMENT, TAG, bucket, hex, random, sealedSize, utf8 } from "./format.js";
import { keyId, openWith, sealTo, bytesOf } from "./keys.js";

export const aadOf = (thread, item) => utf8(thread + item);

function nonceOf(number, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

const keyOf = (raw, use) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);

/** The moment, rounded down to the hour. */
export const thisHour = () => `${new Date().toISOString().slice(0, 13)}:00Z`;

/**
 * Seal an item. `head`: {text, kind, locale}; `files`: [{name, type, blob, original?}]; `recipients`: public keys of 65
 * bytes. Gives {header, size, piece}: `piece(from, most)` makes the bytes of the body from `from` (the beginning of a
 * segment) on, the same ones however often it is asked. Null when it is more than fits.
 */
export async function sealItem({ thread, item = hex(random(16)), head, files = [], recipients }) {
  const listed = files.map(({ name, type, blob, original }) => ({ name, type, size: blob.size, ...(original ? { original } : {}) }));
  const told = utf8(JSON.stringify({ ...head, made_at: thisHour(), files: listed }));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, told.length);
  const used = 4 + told.length + listed.reduce((sum, one) => sum + one.size, 0);
  const size = bucket(used);
  if (size === null) return null;
  const plain = new Blob([length, told, ...files.map((one) => one.blob), new Uint8Array(size - used)]);
  const raw = random(32);
  const aad = aadOf(thread, item);
  const sealed = [];
  for (const one of recipients) sealed.push(await sealTo(one, raw, aad));
  const key = await keyOf(raw, "encrypt");
  raw.fill(0);
  const whole = sealedSize(size);
  const segments = Math.ceil(size / SEGMENT);
  const piece = async (from, most) => {
    const parts = [];
    let number = from / (SEGMENT + TAG);
    for (let made = 0; number < segments && (made === 0 || made + SEGMENT + TAG <= most); number += 1) {
      const bytes = await plain.slice(number * SEGMENT, (number + 1) * SEGMENT).arrayBuffer();
      const iv = nonceOf(number, number === segments - 1);
      parts.push(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, key, bytes));
      made += parts.at(-1).byteLength;
    }
    return new Blob(parts);
  };
  return { header: { v: 1, item, thread, sealed, size }, size: whole, piece };
}

/** The content key of an item, as 32 bytes; throws when `pair` does not open it. */
export async function contentKey(header, pair) {
  const mine = await keyId(await bytesOf(pair.publicKey));
  const sealed = header.sealed.find((one) => one.key === mine);
  if (!sealed) throw new Error("not for this key");
  return openWith(pair, sealed, aadOf(header.thread, header.item));
}

/** Hand over: {key, enc, ct} for one more public key, made by somebody who opens the item. */
export async function sealAgain(header, pair, publicBytes) {
  return sealTo(publicBytes, await contentKey(header, pair), aadOf(header.thread, header.item));
}

async function opened(header, body, pair, segments) {
  const key = await keyOf(await contentKey(header, pair), "decrypt");
  const aad = aadOf(header.thread, header.item);
  const all = Math.ceil(header.size / SEGMENT);
  const plain = new Uint8Array(Math.min(header.size, segments * SEGMENT));
  for (let number = 0; number < segments; number += 1) {
    const iv = nonceOf(number, number === all - 1);
    const bytes = body.slice(number * (SEGMENT + TAG), (number + 1) * (SEGMENT + TAG));
    plain.set(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: aad }, key, bytes)), number * SEGMENT);
  }
  return plain;
}

/**
 * The head of an item out of the beginning of its body: `body` holds the first segments, each whole. Null when the head is
 * longer than they are. What follows it is not looked at: only `openItem` knows that nothing was cut off.
 */
export async function openHead(header, body, pair) {
  const plain = await opened(header, body, pair, Math.floor(body.byteLength / (SEGMENT + TAG)));
  const end = plain.length < 4 ? Infinity : 4 + new DataView(plain.buffer).getUint32(0);
  return end <= plain.length ? JSON.parse(new TextDecoder().decode(plain.subarray(4, end))) : null;
}

/**
 * Open an item: `body` is its bytes (ArrayBuffer), `pair` the CryptoKeyPair of a recipient or of the person. Gives
 * {head, files: [{name, type, original?, blob}]}; throws when it was changed, cut off or is not for this key.
 */
export async function openItem(header, body, pair) {
  if (body.byteLength !== sealedSize(header.size)) throw new Error("cut off");
  const plain = await opened(header, body, pair, Math.ceil(header.size / SEGMENT));
  let at = 4 + new DataView(plain.buffer).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(plain.subarray(4, at)));
  const files = head.files.map(({ name, type, size, original }) => {
    const blob = new Blob([plain.slice(at, at + size)], { type });
    at += size;
    return { name, type, original: original ?? false, blob };
  });
  return { head, files };
}
