// Runs in <head> before the first paint: what the person chose about light, contrast, motion and keys. See comfort.js.
const CHOSEN = { theme: ["light", "dark"], contrast: ["more", "less"], motion: ["less"], keys: ["off"] };

for (const [name, values] of Object.entries(CHOSEN)) {
  let kept = null;
  try {
    kept = localStorage.getItem(`desk.${name}`);
  } catch {
    // storage is closed: the system's choice holds
  }
  if (values.includes(kept)) document.documentElement.dataset[name] = kept;
}
