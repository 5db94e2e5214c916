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
  let busy = Promise.resolve();

  function problem(text) {
    const place = at("problem");
    place.hidden = !text;
    place.textContent = text ?? "";
  }

  function show(told) {
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
    if (told.asks === "country") at("where")?.setAttribute("open", "");
    if (told.asks === "call_back") at("later")?.setAttribute("open", "");
    if (told.state === "ended" && words.state && words.state !== "ended") return location.reload();
    words.state = told.state;
    document.getElementById("end").scrollIntoView({ block: "end" });
    listen();
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
    document.getElementById("end").scrollIntoView({ block: "end" });
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
      if (!words.state) return; // before the first word nothing is kept: the page is asked anew
      event.preventDefault();
      const body = new URLSearchParams(new FormData(small));
      body.set("token", token());
      busy = busy.then(async () => {
        if (await send(small.action, body)) place.removeAttribute("open");
      });
    });
  }

  addEventListener("haven:leave", () => {
    left = true;
    stream?.close();
    clearInterval(asking);
  });
  addEventListener("pagehide", () => stream?.close());
  if (turns.children.length && words.state) document.getElementById("end").scrollIntoView({ block: "end" });
  listen();
}
