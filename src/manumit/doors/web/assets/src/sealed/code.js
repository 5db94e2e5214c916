// The return code: 64 random bits, said as nine words (the ninth is a checksum) or as 24 digits (the last four are). What
// it opens is made of it by Argon2id on this machine; the code itself is never sent.
import { hex, random, sha256, utf8 } from "./format.js";
import { pairOf } from "./keys.js";
import { stretched } from "./work.js";

export const newCode = () => random(8);

/** Nine words of a list of 256. */
export async function wordsOf(code, list) {
  return [...code, (await sha256(code))[0]].map((byte) => list[byte]);
}

/** Six groups of four digits. */
export async function digitsOf(code) {
  const number = new DataView(code.buffer, code.byteOffset).getBigUint64(0).toString().padStart(20, "0");
  return (number + (await checkDigits(code))).match(/\d{4}/g);
}

async function checkDigits(code) {
  const [high, low] = await sha256(code);
  return String(((high << 8) | low) % 10000).padStart(4, "0");
}

/** As it is compared: no case, no accents, no marks, digits of any script as 0 to 9. */
export const folded = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|ـ/gu, "")
    .replace(/ı/g, "i")
    .replace(/đ/g, "d")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));

function valueOf(digit) {
  // decimal digits of a script stand in a row of ten, and rows begin where the character before is no digit (Unicode 4.6)
  let value = 0;
  for (let before = digit.codePointAt(0) - 1; value < 9 && /\p{Nd}/u.test(String.fromCodePoint(before)); before -= 1) value += 1;
  return value;
}

/** The code that `text` says, as 8 bytes, or null. `lists`: word lists that are tried, in order. */
export async function codeFrom(text, lists) {
  const plain = folded(text);
  const digits = plain.replace(/[^0-9]/g, "");
  if (digits.length === 24 && !/\p{L}/u.test(plain)) {
    const number = BigInt(digits.slice(0, 20));
    if (number >= 1n << 64n) return null;
    const code = new Uint8Array(8);
    new DataView(code.buffer).setBigUint64(0, number);
    return (await checkDigits(code)) === digits.slice(20) ? code : null;
  }
  for (const list of lists) {
    const known = new Map(list.map((word, byte) => [folded(word), byte]));
    const short = new Map(list.map((word, byte) => [[...folded(word)].slice(0, 3).join(""), byte]));
    const all = list.every((word) => [...folded(word)].length === 1) ? [...plain].filter((one) => /\p{L}/u.test(one)) : plain.match(/\p{L}+/gu);
    if (all?.length !== 9) continue;
    const bytes = all.map((word) => known.get(word) ?? short.get([...word].slice(0, 3).join("")));
    if (bytes.includes(undefined)) continue;
    const code = Uint8Array.from(bytes.slice(0, 8));
    if ((await sha256(code))[0] === bytes[8]) return code;
  }
  return null;
}

/** What a code opens: {thread, secret, pair}. `salt`: 16 bytes of the installation. */
export async function opened(code, salt) {
  const material = await crypto.subtle.importKey("raw", await stretched(code, salt), "HKDF", false, ["deriveBits"]);
  const part = async (name, size) => {
    const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(`manumit report v1 ${name}`) };
    return new Uint8Array(await crypto.subtle.deriveBits(way, material, size * 8));
  };
  return { thread: hex(await part("thread", 16)), secret: hex(await part("secret", 16)), pair: await pairOf(await part("seed", 32)) };
}
