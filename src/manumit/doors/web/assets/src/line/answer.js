// Answering: own words, or a ready reply under `/`. What is not sent stays where it was written.
const fresh = () => crypto.randomUUID().replaceAll("-", "");

export function answering(room) {
  const form = room.querySelector("[data-say-form]");
  if (!form) return;
  const text = form.elements.text;
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "/" && text.value === "") open(event, room);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select, dialog")) open(event, room);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.leads !== undefined) return; // to be seen as a machine puts it
    event.preventDefault();
    if (text.value.trim()) send(form, new FormData(form), () => (text.value = ""));
  });
  menu(room, form);
  text.focus({ preventScroll: true });
}

function open(event, room) {
  event.preventDefault();
  room.querySelector("[data-ready]").showModal();
}

async function send(form, told, done) {
  const unsent = form.querySelector("[data-unsent]");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: told, headers: { "X-Wanted": "nothing" } });
    if (!answer.ok) throw new Error(answer.status);
    unsent.hidden = true;
    form.elements.token.value = fresh();
    done();
  } catch {
    unsent.hidden = false; // the same token goes again: sent twice is said once
  } finally {
    button.disabled = false;
    form.elements.text.focus();
  }
}

function menu(room, form) {
  const dialog = room.querySelector("[data-ready]");
  const search = dialog.querySelector("input[type=search]");
  const items = [...dialog.querySelectorAll(".ready-list li")];
  room.querySelector("[data-open-ready]").addEventListener("click", (event) => open(event, room));
  dialog.addEventListener("close", () => {
    search.value = "";
    for (const one of items) one.hidden = false;
    form.elements.text.focus();
  });
  search.addEventListener("input", () => {
    const words = search.value.toLocaleLowerCase().split(/\s+/);
    for (const one of items) one.hidden = !words.every((word) => one.textContent.toLocaleLowerCase().includes(word));
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const shown = items.filter((one) => !one.hidden).map((one) => one.querySelector("button"));
    if (step && shown.length) {
      event.preventDefault();
      const at = shown.indexOf(document.activeElement);
      shown[(at + step + shown.length) % shown.length].focus();
    } else if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      shown[0]?.focus();
    }
  });
  for (const one of items) {
    const button = one.querySelector("button");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const told = new FormData(form);
      told.delete("text");
      told.set("content", button.value);
      send(form, told, () => dialog.close());
    });
  }
}
