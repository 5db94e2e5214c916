// The one selection of a page: entities, records, a window of time, and how it is looked at: the view, the map's layer,
// the table's columns. It lives in the address bar, so that a view can be cited, compared and restored.
const LISTS = { sel: "ids", rec: "records" };
const LOOKS = ["view", "layer", "cols"];
const MOST = 120; // ids kept in the address; a longer choice is not written there

const time = (text) => {
  const ms = text ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? null : ms;
};
const iso = (ms) => new Date(ms).toISOString().replace(/(:00)?\.000Z$/, "Z");

export class Selection extends EventTarget {
  ids = new Set();
  records = new Set();
  since = null; // ms, UTC
  until = null;
  view = "";
  layer = "";
  cols = "";

  constructor(search = "") {
    super();
    this.read(search);
  }

  read(search) {
    const asked = new URLSearchParams(search);
    for (const [name, field] of Object.entries(LISTS)) this[field] = new Set((asked.get(name) ?? "").split(",").filter(Boolean));
    [this.since, this.until] = [time(asked.get("from")), time(asked.get("to"))];
    for (const name of LOOKS) this[name] = asked.get(name) ?? "";
  }

  /** Writes itself into `search`, leaving what is not its own as it is. */
  written(search) {
    const kept = new URLSearchParams(search);
    const put = (name, value) => (value ? kept.set(name, value) : kept.delete(name));
    for (const [name, field] of Object.entries(LISTS)) put(name, this[field].size <= MOST ? [...this[field]].join(",") : "");
    put("from", this.since == null ? "" : iso(this.since));
    put("to", this.until == null ? "" : iso(this.until));
    for (const name of LOOKS) put(name, this[name]);
    return kept.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  }

  get empty() {
    return !this.ids.size && !this.records.size;
  }

  choose({ ids = [], records = [] }, { add = false, by = null } = {}) {
    this.ids = new Set(add ? [...this.ids, ...ids] : ids);
    this.records = new Set(add ? [...this.records, ...records] : records);
    this.#tell("choice", by);
  }

  toggle({ ids = [], records = [] }, { by = null } = {}) {
    const toggled = (set, values) => values.reduce((next, value) => (next.delete(value) || next.add(value), next), new Set(set));
    [this.ids, this.records] = [toggled(this.ids, ids), toggled(this.records, records)];
    this.#tell("choice", by);
  }

  clear() {
    if (!this.empty) this.choose({});
  }

  window(since, until, { by = null } = {}) {
    if (since != null && until != null && since > until) [since, until] = [until, since];
    if (since === this.since && until === this.until) return;
    [this.since, this.until] = [since, until];
    this.#tell("window", by);
  }

  /** One of LOOKS. */
  look(name, value) {
    if (value === this[name]) return;
    this[name] = value;
    this.#tell(name);
  }

  /** Does [from, until] (ms; null = open) meet the window? */
  meets(from, until = from) {
    return (this.until == null || from == null || from <= this.until) && (this.since == null || until == null || until >= this.since);
  }

  #tell(what, by = null) {
    this.dispatchEvent(new CustomEvent("change", { detail: { what, by } }));
  }
}
