// Cards that this phone makes of what it keeps: the page's own template, filled.
/** A date keeps its order in Arabic too. */
export const dated = (day) => `\u2066${day}\u2069`;
const hole = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const shown = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC", numberingSystem: "latn" };

function whenOf(wall) {
  const form = new Intl.DateTimeFormat(document.documentElement.lang, wall.today ? shown : { weekday: "short", ...shown });
  return `${form.format(wall.at)} (${wall.zone.split("/").pop().replaceAll("_", " ")})`;
}

function hoursSaid({ state, until, next }, words) {
  if (state === "unknown") return words.hours;
  if (until) return hole(words.until, { when: whenOf(until) });
  return next ? hole(words.opens, { when: whenOf(next) }) : words[state];
}

function contents({ one, fit, hours, speaks, distance }, number, words) {
  const spots = one.at ?? [];
  const places = spots.map((spot) => [spot.street, [spot.post, spot.city].filter(Boolean).join(" ")].filter(Boolean).join(", "));
  const tags = [words[distance], words[speaks], words[one.cost], fit === "perhaps" && words.perhaps];
  const points = one.hidden ? [] : spots.filter((spot) => spot.p).map((spot) => spot.p.join(","));
  return {
    number,
    name: one.name,
    org: one.org,
    hours: hoursSaid(hours, words),
    tags: tags.filter(Boolean).join(" · "),
    alert: one.alert,
    says: one.says,
    whom: one.for,
    phones: (one.tel ?? []).map((phone) => [phone.n, phone.w ?? phone.n]),
    secret: one.hidden,
    places: one.hidden ? [] : places.filter(Boolean).map((text) => ["", text]),
    steps: spots.map((spot) => spot.steps).filter(Boolean).join("; "),
    checked: one.assured && hole(words.checked, { day: dated(one.assured) }),
    at: points.join(";"),
  };
}

export function card(match, number, words) {
  const told = contents(match, number, words);
  const item = document.getElementById("card").content.firstElementChild.cloneNode(true);
  item.dataset.at = told.at;
  for (const part of item.querySelectorAll("[data-f]")) {
    const text = told[part.dataset.f];
    if (text) part.textContent = text;
    else (part.closest("p") ?? part).remove();
  }
  for (const part of item.querySelectorAll("[data-if]")) if (!told[part.dataset.if]) part.remove();
  for (const part of item.querySelectorAll("[data-each]")) {
    const line = part.closest("p");
    for (const [called, text] of told[part.dataset.each]) {
      const made = line.cloneNode(true);
      const place = made.matches("[data-each]") ? made : made.querySelector("[data-each]");
      place.textContent = text;
      if (called) place.href = `tel:${called}`;
      line.before(made);
    }
    line.remove();
  }
  return item;
}

function why({ one, because }, words) {
  const [youngest, oldest] = [one.ages?.[0] ?? 0, one.ages?.[1]];
  const ages = hole(words.age, { ages: oldest ? `${youngest}–${oldest}` : `${youngest}+` });
  const said = { age: ages, gender: words[one.gender], cost: words.paid };
  return because.map((reason) => said[reason] ?? words[reason]).join(" · ");
}

export function leftOut(out, words) {
  const made = document.getElementById("out").content.firstElementChild.cloneNode(true);
  made.querySelector("span").textContent = out.length;
  for (const it of out) {
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = it.one.name;
    const item = document.createElement("li");
    item.append(name, `: ${why(it, words)}`);
    made.querySelector("ul").append(item);
  }
  return made;
}

export function note(text) {
  const made = document.createElement("p");
  made.className = "note";
  made.textContent = text;
  return made;
}
