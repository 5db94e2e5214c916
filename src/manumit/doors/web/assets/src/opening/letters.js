// Bytes as letters: base64url, and for what people read and type base 32 after Crockford (no I, L, O, U).
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ALIKE = { O: "0", I: "1", L: "1" };

export const text = (data) => btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
export const bytes = (told) => Uint8Array.from(atob(told.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

/** `data`, a multiple of five bytes, as letters. */
export function spelled(data) {
  let bits = 0n;
  for (const one of data) bits = (bits << 8n) | BigInt(one);
  return [...Array((data.length * 8) / 5)].map((_, place, all) => ALPHABET[Number((bits >> BigInt(5 * (all.length - 1 - place))) & 31n)]).join("");
}

/** The other way, whatever the case, the gaps and the letters that look alike; null where it is something else. */
export function unspelled(told) {
  const letters = [...told.toUpperCase().replace(/[\s\-.·]/g, "")].map((one) => ALPHABET.indexOf(ALIKE[one] ?? one));
  if (!letters.length || letters.length % 8 || letters.includes(-1)) return null;
  let bits = 0n;
  for (const one of letters) bits = (bits << 5n) | BigInt(one);
  return Uint8Array.from({ length: (letters.length * 5) / 8 }, (_, place) => Number((bits >> BigInt(letters.length * 5 - 8 * (place + 1))) & 255n));
}
