// Sizes and small encodings of sealed reports; the same numbers as in services/support/reports.
export const SEGMENT = 65536; // bytes of plaintext sealed at a time
export const TAG = 16; // what AES-GCM adds to a segment
export const MOST = 64 << 20; // bytes of the largest plaintext
const SMALL = [4096, 16384, 65536, 262144];
const MIB = 1 << 20;

/** The bytes that a plaintext of `length` is padded to; null when it is too long. */
export function bucket(length) {
  const small = SMALL.find((size) => length <= size);
  if (small) return small;
  return length > MOST ? null : Math.ceil(length / MIB) * MIB;
}

/** Bytes of the body that `padded` bytes become. */
export const sealedSize = (padded) => padded + TAG * Math.ceil(padded / SEGMENT);

export const utf8 = (text) => new TextEncoder().encode(text);
export const random = (size) => crypto.getRandomValues(new Uint8Array(size));
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, 16));
export const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
export const unbase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
