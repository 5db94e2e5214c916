// A sound for who looks elsewhere: at night, with one talk open in another window. Only for who asked for it, on this machine;
// while somebody in danger waits it comes again.
const KEPT = "line-bell";
const AGAIN = 30_000; // ms
const NOTES = [660, 880]; // Hz, a quarter of a second each

export class Bell {
  constructor(place) {
    this.place = place;
    this.box = place.querySelector("input");
    this.mute = place.parentElement.querySelector("[data-mute]"); // beside it: until something is pressed, there is no sound
    this.box.checked = localStorage.getItem(KEPT) === "1";
    this.box.addEventListener("change", () => {
      localStorage.setItem(KEPT, this.box.checked ? "1" : "0");
      this.ring(); // so that it is heard how it sounds, and the browser lets it
    });
    place.hidden = !self.AudioContext;
  }

  ring() {
    if (!this.box.checked || this.place.hidden) return;
    this.sound ??= new AudioContext();
    this.mute.hidden = this.sound.state === "running";
    this.sound.resume().then(() => this.#sounded()); // a browser that wants something pressed first never says that it did
    for (const [at, note] of NOTES.entries()) this.#note(note, this.sound.currentTime + at / 4);
  }

  #sounded() {
    this.mute.hidden = true;
    this.place.dataset.rung = String(Number(this.place.dataset.rung ?? 0) + 1);
  }

  #note(pitch, from) {
    const [voice, loud] = [this.sound.createOscillator(), this.sound.createGain()];
    voice.frequency.value = pitch;
    loud.gain.setValueAtTime(0.2, from);
    loud.gain.exponentialRampToValueAtTime(0.001, from + 0.24);
    voice.connect(loud).connect(this.sound.destination);
    voice.start(from);
    voice.stop(from + 0.25);
  }

  /** Again and again while `on`. */
  while(on) {
    if (on) this.timer ??= setInterval(() => this.ring(), AGAIN);
    else this.timer = clearInterval(this.timer);
  }
}
