// Find help without a network: what this phone keeps of the directory, each service until its last day.
export function find() {
  const form = document.getElementById("look");
  const place = document.getElementById("found");
  if (!form || !place) return;
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    const kept = await fetch("/pack.json").then((answer) => answer.json(), () => null);
    place.replaceChildren(...(kept ? shown(kept, form, place.dataset) : []));
  });
}

const made = (name, text, kind) => {
  const item = document.createElement(name);
  if (text) item.textContent = text;
  if (kind) item.className = kind;
  item.dir = "auto";
  return item;
};

function shown(kept, form, words) {
  const today = new Date().toISOString().slice(0, 10);
  const need = kept.needs.indexOf(form.elements.need.value);
  const town = form.elements.town.value.trim().toLocaleLowerCase();
  const fits = kept.services.filter((one) => one.until >= today && (need < 0 || one.needs.includes(need)));
  const near = (one) => (one.at ?? []).some((spot) => spot.city?.toLocaleLowerCase() === town);
  fits.sort((one, other) => Number(near(other)) - Number(near(one)));
  const list = made("ul", "", "cards");
  for (const one of fits) list.append(entry(one));
  return [made("p", kept.expires < today ? words.old : words.stale, "note"), list];
}

function entry(one) {
  const item = made("li");
  item.append(made("h2", one.name));
  if (one.alert) item.append(made("p", one.alert, "note"));
  if (one.says) item.append(made("p", one.says));
  for (const phone of one.tel ?? []) {
    const link = made("a", phone.n, "phone");
    link.href = `tel:${phone.n}`;
    link.dir = "ltr";
    item.append(link);
  }
  for (const spot of one.at ?? []) item.append(made("p", [spot.street, spot.post, spot.city].filter(Boolean).join(", "), "tags"));
  return item;
}
