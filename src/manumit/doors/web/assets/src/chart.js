// A chart is saved work on a scene: places, pins, what is hidden, groups, notes. Every change can be undone.
const STEPS = 100;
const AGAIN = 1500; // ms: small moves of the same elements so soon after each other are one step
const EMPTY = { positions: {}, pins: [], hidden: [], groups: [], opened: [], notes: {} };

export class Chart extends EventTarget {
  #past = [];
  #future = [];
  #step = {};
  saved = true;

  constructor({ version = 0, state = {} } = {}, search = "") {
    super();
    this.version = version;
    this.state = { ...structuredClone(EMPTY), ...state };
    const asked = new URLSearchParams(search);
    for (const [name, field] of [["hide", "hidden"], ["pin", "pins"]]) {
      if (asked.has(name)) this.state[field] = asked.get(name).split(",").filter(Boolean);
    }
    this.#index();
  }

  #index() {
    this.hidden = new Set(this.state.hidden);
    this.pins = new Set(this.state.pins);
    this.opened = new Set(this.state.opened);
    this.memberOf = new Map(this.state.groups.flatMap((group) => group.members.map((member) => [member, group.id])));
  }

  written(search) {
    const kept = new URLSearchParams(search);
    for (const [name, field] of [["hide", "hidden"], ["pin", "pins"]]) {
      const listed = this.state[field].slice(0, 120).join(",");
      if (listed) kept.set(name, listed);
      else kept.delete(name);
    }
    return kept.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  }

  /** Makes one change: `act` alters a copy of the state. With the same `step` again at once, both are undone together. */
  #do(act, step = null) {
    const next = structuredClone(this.state);
    act(next);
    const now = performance.now();
    if (step == null || step !== this.#step.name || now - this.#step.at > AGAIN) this.#past.push(this.state);
    if (this.#past.length > STEPS) this.#past.shift();
    this.#step = { name: step, at: now };
    this.#future = [];
    this.#become(next);
  }

  #become(state) {
    this.state = state;
    this.saved = false;
    this.#index();
    this.dispatchEvent(new CustomEvent("change"));
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.state);
    this.#step = {};
    this.#become(this.#past.pop());
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.state);
    this.#step = {};
    this.#become(this.#future.pop());
  }

  hide(ids) {
    if (ids.length) this.#do((state) => (state.hidden = [...new Set([...state.hidden, ...ids])]));
  }

  unhide() {
    if (this.state.hidden.length) this.#do((state) => (state.hidden = []));
  }

  /** Pins all, or unpins all when all are pinned. */
  pin(ids) {
    if (!ids.length) return;
    const off = ids.every((id) => this.pins.has(id));
    this.#do((state) => (state.pins = off ? state.pins.filter((id) => !ids.includes(id)) : [...new Set([...state.pins, ...ids])]));
  }

  move(places) {
    this.#do((state) => Object.assign(state.positions, places));
  }

  /** Moves to where they are to stay: they are pinned there. */
  put(places) {
    const ids = Object.keys(places);
    const act = (state) => {
      Object.assign(state.positions, places);
      state.pins = [...new Set([...state.pins, ...ids])];
    };
    this.#do(act, `put ${ids.join()}`);
  }

  group(members, label) {
    const id = `grp_${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
    this.#do((state) => {
      for (const group of state.groups) group.members = group.members.filter((member) => !members.includes(member));
      state.groups = [...state.groups.filter((group) => group.members.length > 1), { id, label, members }];
    });
    return id;
  }

  /** Opens a group: one of ours dissolves, one that the view made stays open. */
  open(id) {
    this.#do((state) => {
      if (state.groups.some((group) => group.id === id)) state.groups = state.groups.filter((group) => group.id !== id);
      else state.opened.push(id);
    });
  }

  note(id, text) {
    this.#do((state) => {
      if (text.trim()) state.notes[id] = text.trim();
      else delete state.notes[id];
    });
  }

  async save(url, token) {
    const sent = this.state;
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ version: this.version, state: sent }),
    });
    if (answer.status === 409) return "conflict";
    if (!answer.ok) return "failed";
    this.version = (await answer.json()).version;
    this.saved = sent === this.state;
    this.dispatchEvent(new CustomEvent("change"));
    return "saved";
  }
}
