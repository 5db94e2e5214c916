// What pages with keys share: their words, which stand translated in a <template data-words>, forms that are answered
// here, and posting.
export const word = (root, name) => root.querySelector("template[data-words]").content.querySelector(`[data-word="${name}"]`)?.textContent ?? name;

/** An error that has words on the page. */
export class Said extends Error {}

/** Post a form: {field: text or Blob}. Gives JSON, or the part of the page that changed; Said with the server's own
 * sentence where it refuses. */
export async function post(root, url, fields) {
  const told = new FormData();
  told.set("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(fields)) told.set(name, value);
  const answer = await reached(root, fetch(url, { method: "POST", body: told, headers: { Accept: "application/json", "X-Wanted": "part" } }));
  if (answer.redirected) throw new Said(word(root, "lost")); // signed out in the meantime
  const json = answer.headers.get("Content-Type")?.includes("json");
  if (answer.ok) return json ? answer.json() : answer.text();
  const { sentence, hint } = json ? await answer.json() : {};
  throw new Said(sentence ? `${sentence} ${hint ?? ""}`.trim() : word(root, "broken"));
}

/** The answer; Said where the line is broken. */
export async function reached(root, asked) {
  try {
    return await asked;
  } catch {
    throw new Said(word(root, "lost"));
  }
}

/** `act(form)` on submit: once at a time, "one moment" while it lasts, and in words what went wrong. */
export function answered(root, form, act, sentence = (fault) => (fault instanceof Said ? fault.message : null)) {
  const error = form.querySelector("[data-error]");
  const busy = form.querySelector("[data-busy]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    error.hidden = true;
    if (busy) busy.hidden = false;
    try {
      await act(form, event);
    } catch (fault) {
      const told = sentence(fault);
      if (told === null) console.error(fault);
      error.textContent = told ?? word(root, "broken");
      error.hidden = false;
    } finally {
      form.ariaBusy = "false";
      if (busy) busy.hidden = true;
    }
  });
  for (const one of form.querySelectorAll("[data-waits]")) one.disabled = false; // before that nobody would have listened
}
