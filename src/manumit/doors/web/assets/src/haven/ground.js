// Coasts, borders and towns round the places of the pack: {box, land, borders, towns}, or null.
let told;

export function ground() {
  told ??= fetch("/land.json")
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((land) => (land?.land ? land : null))
    .catch(() => null);
  return told;
}
