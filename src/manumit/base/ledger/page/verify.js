"use strict";
// Verifies a C2SP tlog-proof in the browser: Ed25519 and SHA-256 from WebCrypto, the rest here. Nothing is fetched, nothing
// is stored. The checks and their order are those of manumit.base.ledger.proof.

class Refused extends Error {}
const refuse = (why) => { throw new Refused(why); };
const utf8 = new TextEncoder();
const HEAD = "c2sp.org/tlog-proof@v1";
const ED25519 = 1, COSIGNATURE = 4;

const bytesOf = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(...parts)));
const same = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);
const hex = (data) => [...data].map((one) => one.toString(16).padStart(2, "0")).join("");
const base64 = (data) => btoa(String.fromCharCode(...data));
const leafHash = (entry) => sha256([0], entry);
const nodeHash = (left, right) => sha256([1], left, right);

function unbase64(text, what) {
  let data;
  try { data = Uint8Array.from(atob(text), (one) => one.charCodeAt(0)); } catch { refuse(`${what} is damaged.`); }
  return base64(data) === text ? data : refuse(`${what} is damaged.`);
}

function hashFrom(text, what) {
  const data = unbase64(text, what);
  return data.length === 32 ? data : refuse(`${what} is not a hash of 32 bytes.`);
}

function decimal(text, what) {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) >= 1n << 63n) refuse(`${what} is not a number.`);
  return BigInt(text);
}

// --- keys and policies

async function parseKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-fA-F]{8})\+(\S+)$/.exec(text.trim()) ??
    refuse("The public key is not of the form name+hash+base64.");
  const data = unbase64(encoded, "The public key");
  const [kind, bytes] = [data[0], data.slice(1)];
  if (![ED25519, COSIGNATURE].includes(kind) || bytes.length !== 32) refuse(`The key ${name} is of a type this page does not know.`);
  const expected = hex((await sha256(utf8.encode(`${name}\n`), [kind], bytes)).slice(0, 4));
  if (expected !== id.toLowerCase()) refuse(`The public key ${name} is damaged: its hash does not fit.`);
  return { name, id: expected, kind, bytes };
}

async function parsePolicy(text) {
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: "none" };
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  if (!lines.some((line) => /^(log|witness|group|quorum)\s/.test(line))) {
    for (const line of lines) policy.logs.push(await parseKey(line));
  } else {
    if (lines.filter((line) => /^quorum\s/.test(line)).length !== 1) refuse("The policy needs one quorum line.");
    for (const line of lines) await policyLine(policy, line.split(/[ \t]+/));
  }
  if (!policy.logs.some((key) => key.kind === ED25519)) refuse("There is no public key of a log.");
  return policy;
}

async function policyLine(policy, [word, ...rest]) {
  const known = (name) => policy.witnesses.has(name) || policy.groups.has(name);
  if (word === "log" && rest.length) policy.logs.push(await parseKey(rest[0]));
  else if (word === "witness" && rest.length >= 2 && !known(rest[0])) {
    const key = await parseKey(rest[1]);
    if ([...policy.witnesses.values()].some((one) => same(one.bytes, key.bytes))) refuse(`The witness ${rest[0]} stands there twice.`);
    policy.witnesses.set(rest[0], key);
  } else if (word === "group" && rest.length >= 3 && !known(rest[0])) {
    const [name, least, ...members] = rest;
    const taken = [...policy.groups.values()].flatMap((one) => one.members);
    const count = { any: 1, all: members.length }[least] ?? Number(least);
    if (!Number.isInteger(count) || count < 1 || count > members.length || new Set(members).size !== members.length ||
        members.some((one) => !known(one) || taken.includes(one))) refuse(`The group ${name} of the policy is not understood.`);
    policy.groups.set(name, { least: count, members });
  } else if (word === "quorum" && rest.length === 1 && (rest[0] === "none" || known(rest[0]))) policy.quorum = rest[0];
  else refuse(`A line of the policy is not understood: ${word} ${rest.join(" ")}`.slice(0, 120));
}

function met(policy, name, cosigners) {
  const group = policy.groups.get(name);
  if (!group) return cosigners.includes(name);
  return group.members.filter((one) => met(policy, one, cosigners)).length >= group.least;
}

function rule(policy) {
  const group = policy.groups.get(policy.quorum);
  return group ? `${group.least} of ${group.members.length}` : policy.quorum;
}

// --- notes, checkpoints, proofs

function parseNote(text) {
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) refuse("The checkpoint holds control characters.");
  const split = text.lastIndexOf("\n\n");
  if (split < 0 || !text.endsWith("\n")) refuse("The checkpoint has no signatures.");
  const lines = text.slice(split + 2, -1).split("\n");
  const signatures = lines.map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? refuse("A signature line is damaged.");
    const data = unbase64(encoded, "A signature");
    return data.length >= 5 ? { name, id: hex(data.slice(0, 4)), value: data.slice(4) } : refuse("A signature is too short.");
  });
  if (signatures.length > 100) refuse("The checkpoint has too many signatures.");
  return { text: text.slice(0, split + 1), signatures };
}

async function signedBy(note, keys) {
  const found = new Map();
  for (const one of note.signatures) {
    const key = keys.find((known) => known.name === one.name && known.id === one.id);
    if (!key || found.has(key)) continue;
    let [message, value] = [note.text, one.value];
    if (key.kind === COSIGNATURE) {
      const time = new DataView(one.value.buffer, one.value.byteOffset).getBigUint64(0);
      message = `cosignature/v1\ntime ${time}\n${note.text}`;
      value = one.value.slice(8);
      found.set(key, new Date(Number(time) * 1000));
    } else found.set(key, null);
    const imported = await crypto.subtle.importKey("raw", key.bytes, "Ed25519", false, ["verify"]);
    if (!(await crypto.subtle.verify("Ed25519", imported, value, utf8.encode(message)))) {
      refuse(`The signature of ${key.name} does not hold: the checkpoint was changed, or the signature belongs to another.`);
    }
  }
  return found;
}

function parseCheckpoint(text) {
  const lines = text.slice(0, -1).split("\n");
  if (lines.length < 3 || lines.some((line) => !line)) refuse("The checkpoint is not complete.");
  return { origin: lines[0], size: decimal(lines[1], "The size"), root: hashFrom(lines[2], "The root") };
}

function parseProof(data) {
  let text;
  try { text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data); } catch { refuse("The proof is not text."); }
  const split = text.indexOf("\n\n");
  const lines = text.slice(0, Math.max(split, 0)).split("\n");
  if (lines.shift() !== HEAD) refuse("The first file is not a .tlog-proof.");
  if (lines[0]?.startsWith("extra ")) unbase64(lines.shift().slice(6), "The extra data");
  if (!lines[0]?.startsWith("index ")) refuse("The proof does not say which entry it is of.");
  const index = decimal(lines.shift().slice(6), "The index");
  if (lines.length > 63) refuse("The proof is too long.");
  return { index, path: lines.map((line) => hashFrom(line, "A hash in the proof")), checkpoint: text.slice(split + 2) };
}

async function verifyInclusion(index, size, leaf, path, root) {
  if (index >= size) refuse(`There is no entry ${index} in a log of ${size} entries.`);
  let [at, last, value] = [index, size - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) refuse("The proof is longer than the log is high.");
    if (at & 1n || at === last) {
      value = await nodeHash(sibling, value);
      while (!(at & 1n) && at) [at, last] = [at >> 1n, last >> 1n];
    } else value = await nodeHash(value, sibling);
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last) refuse("The proof is too short.");
  if (!same(value, root)) refuse("This entry does not stand at that place in the log. The file was changed, or it is another one.");
}

const seen = new Map(); // what logs showed in this window: origin and size -> root

async function verify(proofData, entry, trusted) {
  const policy = await parsePolicy(trusted);
  const proof = parseProof(proofData);
  const note = parseNote(proof.checkpoint);
  const signers = [...(await signedBy(note, policy.logs.filter((key) => key.kind === ED25519))).keys()];
  const at = parseCheckpoint(note.text);
  if (!signers.length) refuse("The log's key did not sign this. Is it the right public key?");
  if (!signers.some((key) => key.name === at.origin)) refuse(`The checkpoint is of ${at.origin}, and the key is of another log.`);
  await verifyInclusion(proof.index, at.size, await leafHash(entry), proof.path, at.root);
  const cosigned = await signedBy(note, [...policy.witnesses.values()]);
  const cosigners = [...policy.witnesses].filter(([, key]) => cosigned.has(key)).map(([name]) => name);
  const place = `${at.origin}\n${at.size}`;
  if (seen.has(place) && seen.get(place) !== base64(at.root)) {
    refuse(`${at.origin} shows two histories: at ${at.size} entries it had another root before. Keep both proofs: together they show that the log lied.`);
  }
  seen.set(place, base64(at.root));
  const witnessed = policy.quorum !== "none" && met(policy, policy.quorum, cosigners);
  const times = [...cosigned.values()].sort((a, b) => a - b);
  return { at, index: proof.index, witnessed, cosigners, rule: rule(policy), asked: policy.witnesses.size, since: times[0] };
}

// --- the page

const $ = (id) => document.getElementById(id);
const given = { proof: null, entry: null, key: null };

async function take(files) {
  for (const file of files) {
    const data = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(data.slice(0, 4096));
    const kind = text.startsWith(HEAD) ? "proof" :
      /^(\s*#.*\n|\s*\n)*\s*(log|witness|group|quorum)\s/.test(text) || /^[^\s+]+\+[0-9a-f]{8}\+\S{44,}\s*$/m.test(text) ? "key" : "entry";
    put(kind, file.name, data);
  }
  await judge();
}

function put(kind, name, data) {
  given[kind] = data;
  $(`${kind}-name`).textContent = `${name}, ${data.length.toLocaleString("en")} bytes`;
  $(`${kind}-row`).classList.add("given");
  if (kind === "key") $("key-text").value = new TextDecoder().decode(data);
}

function show(state, title, lines) {
  $("result").dataset.state = state;
  $("result-title").textContent = title;
  $("result-lines").replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

let turns = 0; // the last one asked for is the one that is shown

async function judge() {
  const turn = ++turns;
  $("result").setAttribute("aria-busy", "true");
  const shown = await verdict();
  if (turn !== turns) return;
  show(...shown);
  $("result").setAttribute("aria-busy", "false");
}

async function verdict() {
  const trusted = $("key-text").value;
  const missing = [[given.proof, "the proof"], [given.entry, "the entry"], [trusted.trim(), "the public key"]]
    .filter(([there]) => !there).map(([, name]) => name);
  if (missing.length) return ["waiting", `Still needed: ${missing.join(", ")}.`, []];
  try {
    return verdictInWords(await verify(given.proof, given.entry, trusted));
  } catch (error) {
    if (!(error instanceof Refused)) console.error(error);
    return ["refused", "Not verified", [error instanceof Refused ? error.message : "The files could not be understood."]];
  }
}

function verdictInWords(done) {
  const lines = [
    `It stands at place ${done.index} (the first is 0) of ${done.at.size} in the log ${done.at.origin}.`,
    "The log's key signed this, and not a byte of the entry was changed since.",
  ];
  if (done.witnessed) {
    const since = done.since.toISOString().slice(0, 16).replace("T", " ");
    lines.push(`Independent witnesses saw the log at this size: ${done.cosigners.join(", ")} (needed: ${done.rule}), on ${since} UTC.`);
    return ["witnessed", "Verified and witnessed", lines];
  }
  lines.push(done.asked
    ? `Witnesses needed: ${done.rule}. Cosigned: ${done.cosigners.join(", ") || "none"}. Until enough have, the log's keeper could show others another history.`
    : "No witness was asked for. The log's keeper could show others another history.");
  return ["logged", "Verified: logged, not witnessed", lines];
}

async function ready() {
  for (const kind of ["proof", "entry", "key"]) {
    $(`${kind}-file`).addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (!file) return;
      put(kind, file.name, new Uint8Array(await file.arrayBuffer()));
      await judge();
    });
  }
  $("key-text").addEventListener("input", judge);
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      document.body.classList.toggle("dropping", name === "dragenter" || name === "dragover");
      if (name === "drop") take(event.dataTransfer.files);
    });
  }
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    await judge();
  } catch {
    show("refused", "This browser cannot check signatures", [
      "It does not know Ed25519 (or the page was not opened from a file or over https). Current versions of Chrome, Edge, Firefox and Safari do.",
      "You can also verify with the command: manumit ledger verify PROOF ENTRY --key FILE",
    ]);
    document.querySelectorAll("input, textarea").forEach((one) => { one.disabled = true; });
  }
}

ready();
