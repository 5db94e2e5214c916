// What stands beside the talk is kept without leaving it: what is half written in the answer and in the other forms stays
// there, and so does what was refused. Forms marked data-stays; parts marked data-fresh are taken from the page that comes.
export const fresh = () => crypto.randomUUID().replaceAll("-", "");

export function beside(room) {
  for (const form of room.querySelectorAll("form[data-stays]")) {
    if (form.elements.token) form.elements.token.value = fresh(); // one each: what is kept in one is not what is kept in another
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(room, form, event.submitter);
    });
  }
}

async function keep(room, form, button) {
  const says = place(form);
  const sent = new FormData(form, button); // a button that is disabled says nothing
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    if (!answer.ok) return tell(says, await reason(answer, room), false);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("m-line[talk]")) return tell(says, room.dataset.unkept, false); // signed out, or it is nobody's talk now
    for (const part of room.querySelectorAll("[data-fresh]")) renew(part, page.querySelector(`[data-fresh="${part.dataset.fresh}"]`));
    tell(says, [...page.querySelectorAll("main .message.success")].map((one) => one.textContent).join(" "), true);
    if (!form.elements.token) return; // a choice, which stands
    clear(form, sent);
    form.elements.token.value = fresh();
  } catch {
    tell(says, room.dataset.unkept, false); // the same token goes again: sent twice is kept once
  } finally {
    button.disabled = false;
  }
}

/** As it came, but for what was written on while it was on its way. */
function clear(form, sent) {
  const since = [...form.elements].filter((one) => one.type !== "hidden" && one.matches("textarea, input:not([type=checkbox], [type=radio])") && one.value !== sent.get(one.name));
  const words = since.map((one) => one.value);
  form.reset();
  for (const [at, one] of since.entries()) one.value = words[at];
}

export async function reason(answer, room) {
  const { sentence, hint } = await answer.json().catch(() => ({}));
  return sentence ? `${sentence} ${hint ?? ""}`.trim() : room.dataset.unkept;
}

/** The part as it is now; what was ticked in it stays ticked. */
export function renew(part, now) {
  if (!now) return;
  const ticked = new Set([...part.querySelectorAll("input:checked")].map((one) => one.value));
  part.replaceChildren(...now.childNodes);
  for (const one of part.querySelectorAll("input[type=checkbox]")) one.checked = ticked.has(one.value);
}

export function place(form) {
  const there = form.querySelector(":scope > [data-says]");
  if (there) return there;
  const says = document.createElement("p");
  says.dataset.says = "";
  form.append(says);
  return says;
}

export function tell(says, text, good) {
  says.textContent = text;
  says.hidden = !text;
  says.className = good ? "quiet" : "error";
  says.setAttribute("role", good ? "status" : "alert");
}
