// Nobody there: after 14 minutes without a hand a warning, after 15 it locks. Leaving the page locks it at once.
const LOCK = 15 * 60_000, WARN = 14 * 60_000; // ms
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"];

export class Idle {
  constructor(warn, lock) {
    Object.assign(this, { warn, lock });
    this.stir = () => this.#begin();
    this.gone = () => this.lock(false);
  }

  start() {
    for (const sign of SIGNS) addEventListener(sign, this.stir, { passive: true, capture: true });
    addEventListener("pagehide", this.gone);
    this.#begin();
  }

  stop() {
    for (const sign of SIGNS) removeEventListener(sign, this.stir, { capture: true });
    removeEventListener("pagehide", this.gone);
    for (const timer of this.timers ?? []) clearTimeout(timer);
    this.timers = null;
    this.warn(false);
  }

  #begin() {
    const now = Date.now();
    if (this.timers && now - this.since > LOCK) return this.lock(true); // the machine slept, and no clock ran
    if (this.timers && now - this.since < 1000) return; // a moving hand is one sign a second
    this.since = now;
    for (const timer of this.timers ?? []) clearTimeout(timer);
    this.warn(false);
    this.timers = [setTimeout(() => this.warn(true), WARN), setTimeout(() => this.lock(true), LOCK)];
  }
}
