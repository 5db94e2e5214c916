// The talk, live: sends without leaving the page, keeps what could not be sent and sends it again, and hears by
// server-sent events, by asking every few seconds where no stream holds, and by links where there is no script.
const ASK = 4000; // ms between two questions where no stream holds
const AGAIN = [1000, 2000, 4000, 8000, 15000]; // ms before a message is sent again

const token = () => Array.from(crypto.getRandomValues(new Uint8Array(11)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export function talk() {
  const turns = document.getElementById("turns");
  const form = document.getElementById("say");
  if (!turns || !form) return;
  const at = (name) => document.getElementById(name);
  const words = turns.dataset;
  let last = Number(words.last);
  let stream = null;
  let asking = null;
  let left = false;
  let asked = at("where")?.open ?? false;
  let busy = Promise.resolve();

  function problem(text) {
    const place = at("problem");
    place.hidden = !text;
    place.textContent = text ?? "";
  }

  function show(told) {
    if (words.state === "ended") return; // the new talk is shown as a whole
    const before = last;
    const piece = document.createElement("template");
    piece.innerHTML = told.turns;
    if (!last) for (const item of turns.querySelectorAll('[data-n="0"]')) item.remove(); // the talk has begun: they come with it
    for (const item of piece.content.querySelectorAll("li")) {
      const number = Number(item.dataset.n);
      if (number <= last) continue;
      turns.append(item);
      last = number;
    }
    at("now").innerHTML = told.now;
    for (const name of ["begun", "later"]) at(name)?.removeAttribute("hidden");
    at("not-begun")?.remove();
    if (told.asks === "country") where();
    else if (asked) at("where")?.removeAttribute("open");
    asked = told.asks === "country";
    if (told.asks === "call_back") at("later")?.setAttribute("open", "");
    if (told.state === "ended" && words.state && words.state !== "ended") return void (busy = busy.then(anew));
    words.state = told.state;
    look(before);
    listen();
  }

  /** The question which country it is stands with its answer: right below, before what else can be done. */
  function where() {
    const place = at("where");
    if (place.nextElementSibling !== form) form.before(place);
    place.setAttribute("open", "");
  }

  /** From the first new answer on: after message `before`, and after the last words of the person. The field below it
   * too, where the screen has room for both. */
  function look(before) {
    const own = Number([...turns.querySelectorAll(".person[data-n]")].at(-1)?.dataset.n ?? 0);
    const after = Math.max(before, own);
    const first = [...turns.children].find((item) => !item.matches(".person") && Number(item.dataset.n) > after);
    if (!first) return; // nothing new: the screen stays where the reader is
    const bar = document.querySelector(".top").offsetHeight;
    const tall = form.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
    if (tall <= innerHeight - bar) form.scrollIntoView({ block: "end" });
    else first.scrollIntoView({ block: "start" });
  }

  /** The page as the server has it now; what was written and not sent stays. */
  async function anew() {
    const text = at("text")?.value ?? "";
    try {
      const answer = await fetch("/talk");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (left || !answer.ok) return;
      quiet();
      at("main").replaceWith(page.getElementById("main"));
      if (at("text")) at("text").value = text;
      talk();
    } catch {
      problem(words.lost);
    }
  }

  function quiet() {
    left = true;
    stream?.close();
    clearInterval(asking);
  }

  function listen() {
    if (stream || asking || left || !words.state || words.state === "ended") return;
    if (!self.EventSource) return ask();
    let held = false;
    stream = new EventSource(`/talk/stream?after=${last}`);
    stream.onmessage = (event) => {
      held = true;
      show(JSON.parse(event.data));
    };
    stream.addEventListener("gone", () => {
      stream.close();
      problem(words.gone);
      left = true;
      location.replace("/phone?gone=1");
    });
    stream.onerror = () => {
      if (held && stream.readyState !== EventSource.CLOSED) return; // it comes back by itself
      stream.close();
      stream = null;
      ask();
    };
  }

  function ask() {
    if (asking) return;
    asking = setInterval(async () => {
      try {
        const answer = await fetch(`/talk/news?after=${last}`, { headers: { Accept: "application/json" } });
        if (answer.ok) show(await answer.json());
        else if (answer.status === 410) clearInterval(asking);
      } catch {
        // the line is away: asked again
      }
    }, ASK);
  }

  async function send(to, body) {
    for (let tries = 0; !left; tries += 1) {
      try {
        body.set("after", String(last));
        const answer = await fetch(to, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
        if (answer.status < 500) {
          const told = await answer.json().catch(() => ({ problem: words.lost }));
          problem(told.problem);
          if (told.turns !== undefined) show(told);
          return answer.ok;
        }
      } catch {
        // no line, or the server is away
      }
      problem(words.lost);
      await new Promise((done) => {
        const timer = setTimeout(done, AGAIN[Math.min(tries, AGAIN.length - 1)]);
        addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
      });
    }
    return false;
  }

  function waiting(text) {
    const item = document.createElement("li");
    item.className = "person unsent";
    const [who, said] = [document.createElement("span"), document.createElement("p")];
    who.className = "who";
    who.textContent = `${words.you} · ${words.sending}`;
    said.dir = "auto";
    said.textContent = text;
    item.append(who, said);
    turns.append(item);
    item.scrollIntoView({ block: "nearest" });
    return item;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    const chosen = pressed?.name === "choice";
    const field = at("text");
    const text = chosen ? "" : (field?.value.trim() ?? "");
    if (!chosen && !text) return field?.focus();
    const body = new URLSearchParams(new FormData(form));
    body.delete("text");
    body.delete("send");
    if (chosen) body.set("choice", pressed.value);
    else body.set("text", text);
    body.set("token", token());
    const item = waiting(chosen ? pressed.textContent : text);
    if (!chosen) field.value = "";
    busy = busy.then(async () => {
      const sent = await send(form.action, body);
      item.remove();
      if (sent && words.state === "ended") return anew();
      if (!sent && !chosen && field && !left) field.value = field.value ? `${text}\n${field.value}` : text;
    });
  });

  at("text")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  for (const place of [at("where"), at("later")]) {
    const small = place?.querySelector("form");
    small?.addEventListener("submit", (event) => {
      if (!words.state || words.state === "ended") return; // nothing is kept of it: the page is asked anew
      event.preventDefault();
      const body = new URLSearchParams(new FormData(small));
      body.set("token", token());
      busy = busy.then(async () => {
        if (await send(small.action, body)) place.removeAttribute("open");
      });
    });
  }

  addEventListener("haven:leave", quiet);
  addEventListener("pagehide", () => stream?.close());
  if (turns.children.length && words.state) look(0);
  listen();
}
