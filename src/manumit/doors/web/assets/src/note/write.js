// From the first word to the code, its check, and the sealed sending. The code is made here and never sent.
import { codeFrom, digitsOf, newCode, opened, wordsOf } from "../sealed/code.js";
import { sealItem } from "../sealed/envelope.js";
import { unbase64, unhex } from "../sealed/format.js";
import { bytesOf } from "../sealed/keys.js";
import { dropped } from "../sealed/work.js";
import { composing } from "./compose.js";
import { guarding } from "./guard.js";
import { begin, left, Refusal, send } from "./line.js";

const at = (name) => document.getElementById(name);
const STEPS = ["step-write", "step-code", "step-check", "step-send", "step-done"];

export function writing(place) {
  const words = { ...at("note-words").dataset, ...place.dataset };
  const notes = composing(words);
  let code;
  let list;
  let now = "step-write";
  guarding(() => now !== "step-done" && !notes.empty(), (way) => {
    const before = way.matches(".back") && { "step-code": "step-write", "step-check": "step-code" }[now];
    if (before) go(before);
    return before;
  });

  function go(step) {
    now = step;
    for (const one of STEPS) at(one).hidden = one !== step;
    const title = at(step).querySelector("h1");
    title.tabIndex = -1;
    title.focus();
    scrollTo(0, 0);
  }

  async function showCode(where) {
    const said = await wordsOf(code, list);
    where.querySelector("ol").replaceChildren(
      ...said.map((word) => Object.assign(document.createElement("li"), { textContent: word })),
    );
    where.querySelector("[data-digits]").textContent = (await digitsOf(code)).join(" ");
  }

  at("compose").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!(await notes.settled())) return;
    if (notes.empty()) return notes.tell(words.nothing);
    try {
      list ??= (await (await fetch(`/note/words/${words.list}`)).json()).lists[0];
    } catch {
      return notes.tell(words.lost);
    }
    code ??= newCode();
    await showCode(at("step-code"));
    go("step-code");
  });
  for (const one of document.querySelectorAll("[data-go]")) one.addEventListener("click", () => go(one.dataset.go));

  at("check").addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = await codeFrom(at("typed").value, [list]);
    const same = typed?.every((byte, one) => byte === code[one]);
    at("check-says").textContent = same ? "" : words.differs;
    if (same) await deliver();
  });
  at("unchecked").addEventListener("click", () => deliver());

  async function deliver() {
    go("step-send");
    const bar = at("far");
    const says = at("send-says");
    const lost = (away) => (says.textContent = away ? words.lost : words.sending);
    says.textContent = words.sealing;
    try {
      const held = await opened(code, unhex(words.salt));
      const mine = await bytesOf(held.pair.publicKey);
      const { recipients } = await begin(held, mine, at("country").value, lost);
      const head = { text: notes.text(), kind: "report", locale: words.locale };
      const item = await sealItem({ thread: held.thread, head, files: notes.files(), recipients: [...recipients.map(unbase64), mine] });
      if (!item) return back(words.long);
      lost(false);
      await send(held, item, (part) => (bar.value = part), lost);
      await showCode(at("step-done"));
      notes.clear();
      at("typed").value = "";
      dropped();
      go("step-done");
    } catch (fault) {
      if (!left()) back(fault instanceof Refusal && fault.message === "refused" ? words.full : words.failed);
    }
  }

  function back(why) {
    go("step-write");
    notes.tell(why);
  }

  addEventListener("haven:leave", () => {
    code?.fill(0);
    dropped();
  });
  place.hidden = false;
}
