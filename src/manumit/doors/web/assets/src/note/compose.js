// What somebody writes, shows and says, before it is sealed. Nothing of it is stored.
import { bare } from "./photo.js";
import { bareSound, recording } from "./sound.js";

const at = (name) => document.getElementById(name);
const ENDING = { "image/jpeg": "jpg", "audio/webm": "weba", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/wav": "wav" };

/** {text(), files(), empty(), settled(), clear()} of the fields on this page. `words`: what is said when something is no
 * picture. */
export function composing(words) {
  const list = at("added");
  const says = at("compose-says");
  const record = at("record");
  const kept = []; // {blob, kind: photo | voice, original?, address}
  let stop; // while a voice is recorded
  let over; // kept when it is in the list, or was refused
  let reading; // while chosen files are read: gives the name of one that was refused

  const tell = (text) => (says.textContent = text ?? "");

  function add(entry, shown) {
    const row = document.createElement("li");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = words.drop;
    const address = URL.createObjectURL(entry.blob);
    shown.src = address;
    drop.addEventListener("click", () => {
      URL.revokeObjectURL(address);
      kept.splice(kept.indexOf(entry), 1);
      row.remove();
      offer();
    });
    row.append(shown, drop);
    list.append(row);
    kept.push(Object.assign(entry, { address }));
    offer();
  }

  const offer = () => (at("first-pictures").hidden = !kept.some((one) => one.original));

  function photo(blob, original) {
    const shown = document.createElement("img");
    shown.alt = words.photo;
    add({ blob, kind: "photo", original }, shown);
  }

  function voice(blob) {
    const shown = document.createElement("audio");
    shown.controls = true;
    add({ blob, kind: "voice" }, shown);
  }

  const read = async (field, make) => {
    tell(words.busy);
    let refused = "";
    for (const file of [...field.files]) if (!(await make(file))) refused = file.name;
    field.value = "";
    tell(refused ? `${field.dataset.refused} ${refused}` : "");
    return refused;
  };
  const each = (field, make) => {
    const now = read(field, make).finally(() => reading === now && (reading = undefined));
    reading = now;
  };
  at("photos").addEventListener("change", ({ target }) =>
    each(target, async (file) => {
      const made = await bare(file).catch(() => null);
      if (made) photo(made, file);
      return made;
    }),
  );
  at("sounds").addEventListener("change", ({ target }) =>
    each(target, async (file) => {
      const made = await bareSound(file);
      if (made) voice(made);
      return made;
    }),
  );
  record.hidden = !navigator.mediaDevices?.getUserMedia || !self.MediaRecorder;
  record.addEventListener("click", async () => {
    if (stop) return stop();
    record.disabled = true; // one microphone: a second press while the browser asks would start another that nobody stops
    let heard;
    over = new Promise((done) => (heard = done));
    const done = (blob) => {
      stop = undefined;
      record.textContent = words.record;
      record.removeAttribute("aria-pressed");
      if (blob) voice(blob);
      else tell(words.silent);
      heard();
    };
    const begun = await recording(done);
    record.disabled = false;
    if (!begun) return;
    if (record.closest("[hidden]")) return begun(true); // allowed when the writer had gone on
    stop = begun;
    tell("");
    record.textContent = words.stop;
    record.setAttribute("aria-pressed", "true");
  });

  function files() {
    const counts = {};
    return kept.flatMap(({ blob, kind, original }) => {
      counts[kind] = (counts[kind] ?? 0) + 1;
      const name = `${kind}-${counts[kind]}`;
      const made = [{ name: `${name}.${ENDING[blob.type] ?? "bin"}`, type: blob.type, blob }];
      if (original && at("originals").checked) made.push({ name: `${name}-original`, type: original.type, blob: original, original: true });
      return made;
    });
  }

  function clear() {
    at("text").value = "";
    for (const { address } of kept.splice(0)) URL.revokeObjectURL(address);
    list.replaceChildren();
    offer();
    tell("");
  }

  /** A voice that is still being recorded is stopped, what is still being read is waited for: then both are among what
   * was added. False when something was refused meanwhile, which the writer should see. */
  async function settled() {
    if (stop) {
      stop();
      await over;
    }
    return !(await reading);
  }

  addEventListener("haven:leave", () => kept.splice(0).forEach(({ address }) => URL.revokeObjectURL(address)));
  return { text: () => at("text").value, files, empty: () => !at("text").value.trim() && !kept.length && !stop, settled, clear, tell };
}
