// Come back with the code: read, add, take everything back. What is read is opened here, in memory.
import { codeFrom, opened } from "../sealed/code.js";
import { openItem, sealItem } from "../sealed/envelope.js";
import { unbase64, unhex } from "../sealed/format.js";
import { bytesOf } from "../sealed/keys.js";
import { dropped } from "../sealed/work.js";
import { composing } from "./compose.js";
import { body, left, send, thread, withdraw } from "./line.js";

const at = (name) => document.getElementById(name);

export function returning(place) {
  const words = { ...at("note-words").dataset, ...place.dataset };
  const notes = composing(words);
  const addresses = [];
  let held;
  let told;

  const say = (where, text) => (at(where).textContent = text);
  const lost = (away) => say("back-says", away ? words.lost : "");

  at("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
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
      await show();
    } catch {
      if (!left()) say("back-says", words.failed);
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
    const rows = [];
    for (const one of told.items) rows.push(await row(one));
    at("items").replaceChildren(...rows);
    const waiting = !gone && !told.items.some((one) => one.who === "staff");
    at("no-answer").hidden = !waiting;
    at("thread").querySelector("h1").focus();
  }

  async function row(item) {
    const line = document.createElement("li");
    line.className = item.who;
    const who = document.createElement("span");
    who.className = "who";
    const day = document.createElement("bdi");
    day.dir = "ltr";
    day.textContent = item.on;
    who.append(`${item.who === "staff" ? words.staff : words.you} · `, day);
    line.append(who);
    try {
      const { head, files } = await openItem(item.header, await body(held, item.header.item, lost), held.pair);
      const text = document.createElement("p");
      text.dir = "auto";
      text.textContent = head.text;
      line.append(text, ...files.filter((one) => !one.original).map(piece));
    } catch (fault) {
      if (left()) throw fault;
      const text = document.createElement("p");
      text.textContent = words.closed;
      line.append(text);
    }
    return line;
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
    } catch {
      if (!left()) notes.tell(words.failed);
    } finally {
      button.disabled = false;
      bar.hidden = true;
    }
  });

  at("take-back").addEventListener("click", async () => {
    try {
      await withdraw(held, lost);
      told = { state: "withdrawn", items: [] };
      notes.clear();
      await show();
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
