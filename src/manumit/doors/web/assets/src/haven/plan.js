// The plan: read and written on this phone alone.
import { emptyBox, lock, unlock } from "./box.js";

const FIELDS = ["call", "go", "take", "signal"];

export function plan() {
  const place = document.getElementById("plan");
  if (!place) return;
  const at = (name) => document.getElementById(name);
  const [door, pages, says] = [at("unlock"), at("pages"), at("plan-says")];
  let pin = "";
  const tell = (name) => (says.textContent = name ? place.dataset[name] : "");
  const open = (told) => {
    for (const name of FIELDS) at(name).value = told[name] ?? "";
    door.hidden = true;
    pages.hidden = false;
    at("pin").value = "";
    at(FIELDS[0]).focus();
    tell("");
  };
  const close = () => {
    pin = "";
    for (const name of FIELDS) at(name).value = "";
    pages.hidden = true;
    door.hidden = false;
  };
  const given = () => {
    pin = at("pin").value;
    if (pin.length < 6) tell("short");
    return pin.length >= 6;
  };
  /** The key is slow to make on an old phone: says so, once at a time, and says when the phone keeps nothing at all. */
  const slowly = async (form, act) => {
    const button = form.querySelector("button:not([type])");
    if (button.disabled) return;
    button.disabled = true;
    tell("busy");
    try {
      await act();
    } catch {
      tell("failed");
    }
    button.disabled = false;
  };
  door.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!given()) return;
    slowly(door, async () => {
      const told = await unlock(pin);
      if (told === null) tell("wrong");
      else open(JSON.parse(told));
    });
  });
  at("fresh").addEventListener("click", () => given() && open({}));
  pages.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = Object.fromEntries(FIELDS.map((name) => [name, at(name).value]));
    slowly(pages, async () => {
      if (!(await lock(pin, JSON.stringify(told)))) return tell("long");
      close();
      tell("saved");
    });
  });
  at("drop").addEventListener("click", () => {
    emptyBox();
    close();
    tell("");
  });
  addEventListener("haven:leave", close);
  addEventListener("pagehide", close);
}
