// Listen: a recording first; without one the device's own voice. A voice whose localService is not true sends what it
// reads to its maker's servers: the text of this page, at this moment, from this phone, to a third party. It is never
// used, and without another voice there is no button. Nothing speaks by itself, and leaving or hiding the page stops it.
const ALSO = { tl: ["fil"], zh: ["cmn"] }; // what voices call a language
const OTHER = ["zh-hk", "zh-yue"]; // Cantonese reads another language
const SAID = "h1, h2, li, p, summary";
const SKIPPED = ".listen, .aside, .original, .links, .who";

const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");

/** A voice on this device that speaks `language`, or undefined. */
export function voiceFor(voices, language) {
  const wanted = language.toLowerCase();
  const main = wanted.split("-")[0];
  const names = [main, ...(ALSO[main] ?? [])];
  const fit = voices.filter((one) => one.localService === true && names.includes(tag(one).split("-")[0]) && !OTHER.includes(tag(one)));
  return fit.find((one) => one.default) ?? fit[0];
}

function lines(place) {
  const all = [place, ...place.querySelectorAll(SAID)].filter((one) => one.matches(SAID)).filter((one) => !one.closest(SKIPPED));
  return all.map((one) => one.textContent.trim()).filter(Boolean);
}

const languageOf = (place) => place.lang || (place.querySelector("[lang]") ?? place.closest("[lang]")).lang;

export function listen() {
  const voices = () => globalThis.speechSynthesis?.getVoices() ?? [];
  let sounding = null; // {button, end()}: one at a time

  function stop() {
    const now = sounding;
    sounding = null;
    if (!now) return;
    now.end();
    mark(now.button, false);
  }

  function mark(button, on) {
    const label = button.querySelector("span");
    button.dataset.start ??= label.textContent;
    label.textContent = on ? button.dataset.stop : button.dataset.start;
  }

  function play(box, button) {
    const audio = new Audio(box.dataset.sound);
    sounding = { button, end: () => audio.pause() };
    const mine = sounding;
    const over = () => sounding === mine && stop();
    const failed = () => {
      if (sounding !== mine) return;
      stop();
      delete box.dataset.sound; // no network, or the file went: the device's voice, if it has one
      show(box);
      if (!box.hidden) begin(box, button);
    };
    audio.addEventListener("ended", over);
    audio.addEventListener("error", failed);
    audio.play().catch(failed);
    mark(button, true);
  }

  function speak(box, button) {
    const place = document.getElementById(box.dataset.of);
    const language = languageOf(place);
    const voice = voiceFor(voices(), language);
    if (!voice) return show(box);
    speechSynthesis.cancel();
    const all = lines(place).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: 0.9 }));
    sounding = { button, all, end: () => speechSynthesis.cancel() }; // kept: a forgotten one never says that it ended
    const mine = sounding;
    const over = () => sounding === mine && stop();
    for (const one of all) one.onerror = over;
    all.at(-1).onend = over;
    mark(button, true);
    for (const one of all) speechSynthesis.speak(one); // line by line: long texts break off in some browsers
  }

  const begin = (box, button) => (box.dataset.sound ? play(box, button) : speak(box, button));

  function show(box) {
    const place = document.getElementById(box.dataset.of);
    box.hidden = !box.dataset.sound && !voiceFor(voices(), languageOf(place));
  }

  const showAll = () => document.querySelectorAll(".listen").forEach(show);

  addEventListener("click", (event) => {
    const button = event.target.closest?.(".listen button");
    if (!button) return;
    const again = sounding?.button === button;
    stop();
    if (!again) begin(button.closest(".listen"), button);
  });
  for (const name of ["haven:leave", "pagehide"]) addEventListener(name, stop);
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", showAll); // many devices tell their voices late
  const turns = document.getElementById("turns");
  if (turns) new MutationObserver(showAll).observe(turns, { childList: true });
  globalThis.speechSynthesis?.cancel(); // what a page before this one left behind
  showAll();
}
