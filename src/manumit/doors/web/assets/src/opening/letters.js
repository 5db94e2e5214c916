// Bytes as letters that people read and type: base 32 after Crockford (no I, L, O, U).
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ALIKE = { O: "0", I: "1", L: "1" };

/** `data`, a multiple of five bytes, as letters. */
export function spelled(data) {
  let bits = 0n;
  for (const one of data) bits = (bits << 8n) | BigInt(one);
  const count = (data.length * 8) / 5;
  return Array.from({ length: count }, (_, place) => ALPHABET[Number((bits >> BigInt(5 * (count - 1 - place))) & 31n)]).join("");
}

/** The other way, whatever the case, the gaps and the letters that look alike; null where it is something else. */
export function unspelled(told) {
  const letters = [...told.toUpperCase().replace(/[\s\-.·]/g, "")].map((one) => ALPHABET.indexOf(ALIKE[one] ?? one));
  if (!letters.length || letters.length % 8 || letters.includes(-1)) return null;
  let bits = 0n;
  for (const one of letters) bits = (bits << 5n) | BigInt(one);
  const size = (letters.length * 5) / 8;
  return Uint8Array.from({ length: size }, (_, place) => Number((bits >> BigInt(8 * (size - 1 - place))) & 255n));
}
