// The places of a list, drawn on this phone: coasts and borders where they are fine enough, rings of distance always. The
// list stays the map's twin: the same numbers, and what is chosen in one is chosen in the other. No tile, no third party.
import { ground } from "./ground.js";
import { kilometres } from "./seek.js";

const [WIDTH, HEIGHT] = [340, 300];
const [NEAREST, FARTHEST] = [1, 20_000]; // km across
const AROUND = 30; // km: what is looked at first where a place was chosen
const APART = 30; // units: closer marks are drawn as one
const RINGS = [0.2, 0.5, 1, 2, 5, 15, 50, 150, 500, 1500, 5000]; // km
const FINE = 40; // km across: below, coasts drawn to a kilometre would only mislead
const PER_DEGREE = 111.2; // km

const svg = (name, attributes = {}, text = "") => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
};

const written = (km) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "kilometer", numberingSystem: "latn" }).format(km);

/** Put a map before the list in `place`, when anything of it may be drawn. */
export function mapped(place) {
  const marks = [...place.querySelectorAll(".cards > li")].flatMap((item, at) =>
    (item.dataset.at || "").split(";").filter(Boolean).map((point) => ({ number: at + 1, item, at: point.split(",").map(Number) })),
  );
  if (!marks.length) return;
  const near = place.dataset.near ? { at: place.dataset.near.split(",").map(Number), name: place.dataset.town } : null;
  const box = document.getElementById("map").content.firstElementChild.cloneNode(true);
  place.querySelector(".cards").before(box);
  let map = null;
  box.addEventListener("toggle", () => box.open && (map ??= new Chart(box.querySelector("figure"), marks, near)));
}

class Chart {
  constructor(figure, marks, near) {
    Object.assign(this, { marks, near, land: null });
    this.picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", direction: "ltr", "aria-label": figure.dataset.label });
    figure.prepend(this.picture);
    this.fit();
    this.draw();
    ground().then((land) => ((this.land = land), this.draw()));
    figure.addEventListener("click", (event) => {
      const by = Number(event.target.closest("[data-zoom]")?.dataset.zoom);
      if (by) this.zoom(by);
    });
    this.picture.addEventListener("keydown", (event) => this.key(event));
    this.picture.addEventListener("pointerdown", (event) => this.drag(event));
    for (const mark of marks) {
      mark.item.addEventListener("focusin", () => this.choose(mark.number));
      mark.item.addEventListener("pointerenter", (event) => {
        const scrolled = event.pointerType === "mouse" && !event.movementX && !event.movementY; // the page moved, not the hand
        if (!scrolled) this.choose(mark.number);
      });
    }
  }

  /** Everything in sight, with room round it. */
  fit() {
    const places = this.marks.map((mark) => mark.at);
    const close = this.near ? places.filter((at) => kilometres(this.near.at, at) < AROUND) : [];
    const all = [...(close.length ? close : places), ...(this.near ? [this.near.at] : [])];
    const [lats, lons] = [all.map((one) => one[0]), all.map((one) => one[1])];
    const ends = (list) => [Math.min(...list), Math.max(...list)];
    const [[south, north], [west, east]] = [ends(lats), ends(lons)];
    this.middle = [(south + north) / 2, (west + east) / 2];
    const high = (north - south) * PER_DEGREE * (WIDTH / HEIGHT);
    const wide = (east - west) * PER_DEGREE * this.narrow();
    this.across = Math.min(FARTHEST, Math.max(NEAREST * 2, high, wide) * 1.35);
  }

  narrow() {
    return Math.max(0.05, Math.cos((this.middle[0] * Math.PI) / 180));
  }

  at([lat, lon]) {
    const scale = (WIDTH / this.across) * PER_DEGREE;
    return [WIDTH / 2 + (lon - this.middle[1]) * this.narrow() * scale, HEIGHT / 2 - (lat - this.middle[0]) * scale];
  }

  zoom(by) {
    this.across = Math.min(FARTHEST, Math.max(NEAREST, this.across / by));
    this.draw();
  }

  move(x, y) {
    const scale = (WIDTH / this.across) * PER_DEGREE;
    this.middle = [Math.max(-85, Math.min(85, this.middle[0] + y / scale)), this.middle[1] - x / scale / this.narrow()];
    this.draw();
  }

  key(event) {
    const ways = { ArrowUp: [0, 60], ArrowDown: [0, -60], ArrowLeft: [60, 0], ArrowRight: [-60, 0] };
    if (ways[event.key]) this.move(...ways[event.key]);
    else if (event.key === "+" || event.key === "-") this.zoom(event.key === "+" ? 2 : 0.5);
    else return;
    event.preventDefault();
  }

  drag(event) {
    const unit = WIDTH / this.picture.getBoundingClientRect().width;
    let last = [event.clientX, event.clientY];
    const moved = (now) => {
      this.move((now.clientX - last[0]) * unit, (now.clientY - last[1]) * unit);
      last = [now.clientX, now.clientY];
    };
    addEventListener("pointermove", moved);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => removeEventListener("pointermove", moved), { once: true });
  }

  draw() {
    const focused = this.picture.contains(document.activeElement) ? document.activeElement.dataset.numbers : "";
    const parts = this.land && this.across >= FINE ? this.coasts() : [];
    parts.push(...this.towns());
    if (this.near) parts.push(...this.rings(), ...this.home());
    parts.push(...this.scale(), ...this.groups().map((group) => this.mark(group)));
    this.picture.replaceChildren(...parts);
    if (focused) this.picture.querySelector(`[data-numbers="${focused}"]`)?.focus();
  }

  line(flat, close) {
    let path = "";
    for (let at = 0; at < flat.length; at += 2) {
      const [x, y] = this.at([flat[at + 1], flat[at]]);
      path += `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }
    return close ? `${path}Z` : path;
  }

  coasts() {
    const land = this.land.land.map((ring) => this.line(ring, true)).join("");
    const borders = this.land.borders.map((line) => this.line(line, false)).join("");
    const [west, south, east, north] = this.land.box;
    const sea = this.line([west, south, west, north, east, north, east, south], true);
    return [svg("path", { class: "sea", d: sea }), svg("path", { class: "land", d: land, "fill-rule": "evenodd" }), svg("path", { class: "border", d: borders })];
  }

  rings() {
    const [x, y] = this.at(this.near.at);
    return this.lengths(45, WIDTH * 0.75).flatMap(([km, r]) => [
      svg("circle", { class: "ring", cx: x, cy: y, r }),
      svg("text", { class: "ring-km", x, y: y + r - 4 }, written(km)),
    ]);
  }

  /** [km, units] of round lengths between two. */
  lengths(least, most) {
    return RINGS.map((km) => [km, (km * WIDTH) / this.across]).filter(([, size]) => size > least && size < most);
  }

  /** North, and how long a kilometre is. */
  scale() {
    const north = svg("path", { class: "north", d: `M${WIDTH - 18} 30v-18l-5 8m5-8l5 8` });
    const [km, size] = this.lengths(40, 140).at(-1) ?? [];
    if (!km) return [north];
    const bar = svg("path", { class: "north", d: `M12 ${HEIGHT - 16}v6h${size}v-6` });
    return [north, bar, svg("text", { class: "ring-km", x: 12 + size / 2, y: HEIGHT - 16 }, written(km))];
  }

  towns() {
    const taken = this.marks.map((mark) => [...this.at(mark.at), 36]); // [x, y, width]
    return Object.entries(this.land?.towns ?? {}).flatMap(([name, at]) => {
      const [x, middle] = this.at(at);
      const wide = 6.5 * name.length;
      const free = (y) => taken.every((one) => Math.abs(one[0] - x) > (one[2] + wide) / 2 || Math.abs(one[1] - y) > 18);
      const inside = (y) => x > wide / 2 && x < WIDTH - wide / 2 && y > 14 && y < HEIGHT - 30;
      const y = [middle, middle + 28, middle - 20].find((one) => inside(one) && free(one));
      if (y === undefined || name === this.near?.name) return [];
      taken.push([x, y, wide]);
      return [svg("text", { class: "town", x, y }, name)];
    });
  }

  home() {
    const [x, y] = this.at(this.near.at);
    const cross = svg("path", { class: "home", d: `M${x - 8} ${y}h16M${x} ${y - 8}v16` });
    return this.near.name ? [cross, svg("text", { class: "town", x, y: y + 22 }, this.near.name)] : [cross];
  }

  /** Marks that would cover each other are one: [{x, y, marks}]. */
  groups() {
    const groups = [];
    for (const mark of this.marks) {
      const [x, y] = this.at(mark.at);
      if (x < -APART || x > WIDTH + APART || y < -APART || y > HEIGHT + APART) continue;
      const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < APART);
      if (near) near.marks.push(mark);
      else groups.push({ x, y, marks: [mark] });
    }
    return groups;
  }

  mark({ x, y, marks }) {
    const numbers = [...new Set(marks.map((mark) => mark.number))];
    const named = marks.map((mark) => `${mark.number} ${mark.item.querySelector("[data-f=name]").textContent}`);
    const text = numbers.length > 2 ? `${numbers[0]} +${numbers.length - 1}` : numbers.join(" ");
    const label = (numbers.length > 1 ? `${text}: ` : "") + [...new Set(named)].join(", ");
    const made = svg("a", { href: "#found", class: "mark", "aria-label": label, "data-numbers": numbers.join(" ") });
    const wide = Math.max(28, 14 + 7 * text.length);
    made.append(
      svg("circle", { class: "hit", cx: x, cy: y, r: 22 }),
      svg("rect", { class: "dot", x: x - wide / 2, y: y - 14, width: wide, height: 28, rx: 14 }),
      svg("text", { x, y: y + 4.5 }, text),
    );
    if (numbers.includes(this.chosen)) made.classList.add("chosen");
    made.addEventListener("click", (event) => {
      event.preventDefault();
      const next = numbers[(numbers.indexOf(this.went) + 1) % numbers.length];
      const spread = Math.max(...marks.map((mark) => kilometres(mark.at, marks[0].at)));
      if (spread * 2 > NEAREST) {
        this.middle = marks[0].at;
        this.across = Math.max(NEAREST, spread * 3);
        this.draw();
      } else this.go(marks.find((mark) => mark.number === next)); // one house: one after the other
    });
    made.addEventListener("focus", () => this.choose(numbers[0]));
    return made;
  }

  /** The same number stands out in the list and on the map. */
  choose(number) {
    this.chosen = number;
    for (const mark of this.marks) mark.item.classList.toggle("chosen", mark.number === number);
    for (const mark of this.picture.querySelectorAll(".mark")) mark.classList.toggle("chosen", mark.dataset.numbers.split(" ").includes(String(number)));
  }

  go(mark) {
    this.went = mark.number;
    this.choose(mark.number);
    const title = mark.item.querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    mark.item.scrollIntoView({ block: "center" });
  }
}
