// Come back with the code: read, add, take everything back. What is read is opened here, in memory. On a bad line the words
// come first, and of what was read nothing is fetched again; one's own photos come when they are asked for.
import { codeFrom, opened } from "../sealed/code.js";
import { openHead, openItem, sealItem } from "../sealed/envelope.js";
import { SEGMENT, TAG, sealedSize, unbase64, unhex } from "../sealed/format.js";
import { bytesOf } from "../sealed/keys.js";
import { dropped } from "../sealed/work.js";
import { composing } from "./compose.js";
import { guarding } from "./guard.js";
import { Refusal, body, left, send, thread, withdraw } from "./line.js";

const WHOLE = SEGMENT + TAG; // bytes of a body that is fetched unasked: of a longer one only the words are
const at = (name) => document.getElementById(name);

export function returning(place) {
  const words = { ...at("note-words").dataset, ...place.dataset };
  const notes = composing(words);
  const addresses = [];
  const rows = new Map(); // of what was read, by token
  let held;
  let told;
  guarding(() => !notes.empty());

  const say = (where, text) => (at(where).textContent = text);
  const lost = (away) => say("back-says", away ? words.lost : "");

  at("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = at("enter").querySelector("button");
    if (button.disabled) return;
    button.disabled = true; // it takes seconds on an old phone, and twice at once more memory than it has
    say("back-says", words.opening);
    try {
      const code = await typedCode();
      if (!code) return say("back-says", words.nocode);
      held = await opened(code, unhex(words.salt));
      told = await thread(held, lost);
      if (!told) return say("back-says", words.wrong);
      at("code").value = "";
      for (const name of ["thread", "secret"]) at("held").elements[name].value = held[name]; // what every call shows; it opens no word
      say("back-says", "");
      at("enter").hidden = true;
      at("thread").hidden = false;
      at("thread").querySelector("h1").focus();
      await show();
    } catch {
      if (!left()) say("back-says", words.failed);
    } finally {
      button.disabled = false;
    }
  });

  async function typedCode() {
    const lists = async (which) => (await (await fetch(`/note/words/${which}`)).json()).lists;
    const typed = at("code").value;
    return (await codeFrom(typed, await lists(words.list))) ?? codeFrom(typed, await lists("all"));
  }

  async function show() {
    const gone = told.state === "withdrawn";
    at("withdrawn").hidden = !gone;
    at("more").hidden = gone;
    const waiting = !gone && !told.items.some((one) => one.who === "staff");
    at("no-answer").hidden = !waiting;
    if (gone) {
      rows.clear();
      at("items").replaceChildren();
    }
    const fresh = told.items.filter((one) => !rows.has(one.header.item));
    for (const one of fresh) {
      rows.set(one.header.item, row(one));
      at("items").append(rows.get(one.header.item));
    }
    for (const one of fresh) await read(one, rows.get(one.header.item));
  }

  function row(item) {
    const line = document.createElement("li");
    line.className = item.who;
    const who = document.createElement("span");
    who.className = "who";
    const day = document.createElement("bdi");
    day.dir = "ltr";
    day.textContent = item.on;
    who.append(`${item.who === "staff" ? words.staff : words.you} · `, day);
    const text = document.createElement("p");
    text.dir = "auto";
    text.textContent = words.busy;
    line.append(who, text);
    return line;
  }

  async function read(item, line) {
    const text = line.querySelector("p");
    try {
      const size = sealedSize(item.header.size);
      if (size <= WHOLE) return text.after(...(await parts(item, text)));
      const head = await headOf(item, size);
      text.textContent = head.text;
      if (head.files.length) text.after(asking(item, text, size));
    } catch (fault) {
      if (left()) throw fault;
      text.textContent = words.closed;
    }
  }

  async function headOf({ header }, size) {
    for (let most = WHOLE; ; most = Math.min(size, most * 8)) {
      const head = await openHead(header, await body(held, header.item, most, lost), held.pair);
      if (head) return head;
      if (most === size) throw new Error("no head");
    }
  }

  /** All of it: the words into `text`; gives what shows the rest. */
  async function parts({ header }, text) {
    const { head, files } = await openItem(header, await body(held, header.item, sealedSize(header.size), lost), held.pair);
    text.textContent = head.text;
    return files.filter((one) => !one.original).map(piece);
  }

  /** A button for what is long to fetch. */
  function asking(item, text, size) {
    const button = document.createElement("button");
    const megabytes = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
    const label = `${words.show} (${megabytes.format(size / 1e6)})`;
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      button.disabled = true;
      button.textContent = words.busy;
      try {
        button.replaceWith(...(await parts(item, text)));
      } catch {
        Object.assign(button, { disabled: false, textContent: label });
        if (!left()) say("back-says", words.failed);
      }
    });
    return button;
  }

  function piece({ type, blob, name }) {
    const kind = type.startsWith("image/") ? "img" : type.startsWith("audio/") ? "audio" : "span";
    const made = document.createElement(kind);
    if (kind === "span") return Object.assign(made, { textContent: name });
    made.src = URL.createObjectURL(blob);
    addresses.push(made.src);
    if (kind === "img") made.alt = words.photo;
    else made.controls = true;
    return made;
  }

  at("compose").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await notes.settled())) return;
    if (notes.empty()) return notes.tell(words.nothing);
    const button = at("compose").querySelector("button.first");
    button.disabled = true;
    const bar = at("far");
    bar.hidden = false;
    const away = (gone) => notes.tell(gone ? words.lost : words.sending);
    notes.tell(words.sending);
    try {
      const mine = await bytesOf(held.pair.publicKey);
      const now = await thread(held, away);
      const head = { text: notes.text(), kind: "more", locale: words.locale };
      const item = await sealItem({ thread: held.thread, head, files: notes.files(), recipients: [...now.recipients.map(unbase64), mine] });
      if (!item) return notes.tell(words.long);
      await send(held, item, (part) => (bar.value = part), away);
      notes.clear();
      told = await thread(held, away);
      await show();
      notes.tell(words.sent);
    } catch (fault) {
      const why = fault instanceof Refusal ? fault.message : "";
      if (why === "erased") await gone(); // taken back in another tab
      else if (!left()) notes.tell(why === "refused" ? words.full : words.failed);
    } finally {
      button.disabled = false;
      bar.hidden = true;
    }
  });

  async function gone() {
    told = { state: "withdrawn", items: [] };
    notes.clear();
    await show();
    at("thread").querySelector("h1").focus();
  }

  at("take-back").addEventListener("click", async () => {
    try {
      await withdraw(held, lost);
      await gone();
    } catch {
      if (!left()) say("back-says", words.failed);
    }
  });

  addEventListener("haven:leave", () => {
    for (const one of addresses) URL.revokeObjectURL(one);
    at("code").value = "";
    for (const name of ["thread", "secret"]) at("held").elements[name].value = "";
    held = told = undefined;
    dropped();
  });
  place.hidden = false;
}
