// Key pairs of P-256 and the sealing of one small secret to one of them (HPKE base mode, RFC 9180).
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { base64, hex, sha256, unbase64, utf8 } from "./format.js";

const INFO = utf8("manumit report v1");
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** {publicKey, privateKey} of 32 bytes or more, the same every time (DeriveKeyPair). */
export const pairOf = (seed) => suite.kem.deriveKeyPair(seed);

/** 65 bytes, uncompressed, of a public CryptoKey. */
export const bytesOf = async (publicKey) => new Uint8Array(await suite.kem.serializePublicKey(publicKey));

/** The first 16 hexadecimal digits of the SHA-256 of a public key's 65 bytes. */
export const keyId = async (publicBytes) => hex((await sha256(publicBytes)).subarray(0, 8));

/** {key, enc, ct}: `secret` sealed to a public key of 65 bytes. */
export async function sealTo(publicBytes, secret, aad) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicBytes);
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: INFO }, secret, aad);
  return { key: await keyId(publicBytes), enc: base64(enc), ct: base64(ct) };
}

/** The secret again; throws when it is not for this pair. The private key need not be extractable. */
export const openWith = async (pair, sealed, aad) =>
  new Uint8Array(await suite.open({ recipientKey: pair, enc: unbase64(sealed.enc), info: INFO }, unbase64(sealed.ct), aad));
