// A box of one size on this phone: random bytes while it is empty, and nothing but random-looking bytes when it is not.
// PBKDF2-SHA-256 (OWASP 2023: 600,000 rounds) makes the key of a PIN; AES-256-GCM locks.
import { dropPages } from "./keep.js";

const NAME = "n";
const SIZE = 16384; // bytes: salt 16, nonce 12, locked text of fixed length with its tag 16
const ROUNDS = 600_000;
export const ROOM = SIZE - 16 - 12 - 16 - 4; // bytes of text

const random = (size) => {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
  return bytes;
};

function put(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  localStorage.setItem(NAME, btoa(text));
}

function got() {
  const text = localStorage.getItem(NAME);
  const bytes = text ? Uint8Array.from(atob(text), (char) => char.charCodeAt(0)) : null;
  return bytes?.length === SIZE ? bytes : null;
}

async function keyOf(pin, salt) {
  const told = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, told, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** The box is there from the first visit, so that its being there says nothing. */
export function keepBox() {
  try {
    if (!got()) put(random(SIZE));
  } catch {
    // storage is closed
  }
}

export const emptyBox = () => put(random(SIZE));

/** Lock `text` under `pin`; false when it does not fit. */
export async function lock(pin, text) {
  const told = new TextEncoder().encode(text);
  if (told.length > ROOM) return false;
  const room = new Uint8Array(ROOM + 4);
  new DataView(room.buffer).setUint32(0, told.length);
  room.set(told, 4);
  const [salt, nonce] = [random(16), random(12)];
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await keyOf(pin, salt), room);
  const box = new Uint8Array(SIZE);
  box.set(salt);
  box.set(nonce, 16);
  box.set(new Uint8Array(locked), 28);
  put(box);
  return true;
}

/** What `pin` opens, or null: an empty box and a wrong PIN are the same. */
export async function unlock(pin) {
  const box = got();
  if (!box) return null;
  try {
    const key = await keyOf(pin, box.slice(0, 16));
    const room = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.slice(16, 28) }, key, box.slice(28));
    const size = new DataView(room).getUint32(0);
    return new TextDecoder().decode(new Uint8Array(room, 4, size));
  } catch {
    return null;
  }
}

/** Everything of ours on this phone goes. */
export async function erased() {
  try {
    localStorage.clear();
  } catch {
    // storage is closed
  }
  await dropPages();
}
