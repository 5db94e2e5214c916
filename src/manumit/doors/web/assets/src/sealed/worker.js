// The worker of sealed reports: Argon2id, and the small task before what is sent. It is served with a policy of its own
// that lets it compile WebAssembly and nothing else (no page may); where WebAssembly is off (Tor Browser's safer level, a
// phone in lockdown, an old browser) the same is made in plain JavaScript, about five times slower.
import { argon2id } from "hash-wasm";
import { argon2id as plainly } from "@noble/hashes/argon2.js";
import { sha256 } from "@noble/hashes/sha2.js";

const KIB = 65536; // 64 MiB
const PASSES = 3;
const LANES = 1; // WebAssembly has one thread
const LENGTH = 64;

async function stretch({ secret, salt }) {
  try {
    return await argon2id({ password: secret, salt, parallelism: LANES, iterations: PASSES, memorySize: KIB, hashLength: LENGTH, outputType: "binary" });
  } catch {
    return plainly(secret, salt, { t: PASSES, m: KIB, p: LANES, dkLen: LENGTH });
  }
}

function counterOf(challenge) {
  const bits = Number(challenge.split(".")[1]);
  const encoder = new TextEncoder();
  for (let counter = 0; ; counter += 1) {
    const digest = sha256(encoder.encode(`${challenge}.${counter}`));
    if (new DataView(digest.buffer, digest.byteOffset).getUint32(0) >>> (32 - bits) === 0) return String(counter);
  }
}

addEventListener("message", async ({ data: { id, stretch: told, challenge } }) => {
  try {
    postMessage({ id, made: told ? await stretch(told) : counterOf(challenge) });
  } catch (fault) {
    postMessage({ id, fault: String(fault) });
  }
});
