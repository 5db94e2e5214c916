// What every exported picture has: a footer that says what it shows, how it was made, when, from which data (hash), how
// it is to be handled and what it is not. A picture leaves after the server has been told and has agreed.
import { s } from "./dom.js";
import { days, moment, rightToLeft, word } from "./words.js";

export const [WIDTH, MARGIN] = [1600, 60];
const [TITLE, SIZE, LINE] = [20, 15, 24]; // px of letters, and of a line
const BACKWARDS = /[\u0590-\u08ff]/; // letters of Hebrew, Arabic, Syriac ...
const [LONG, LETTERS] = [125, 175]; // letters that fit beside each other, in the title and below it

async function sha256(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Of all that the picture was drawn from. */
const fingerprint = ({ nodes, edges, events }) => sha256(new TextEncoder().encode(JSON.stringify([nodes, edges, events].map((one) => [...one.values()]))));

/** A long line as several, parted between words. */
function parted(text, letters) {
  const lines = [""];
  for (const one of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + one.length >= letters) lines.push("");
    lines.push(`${lines.pop()} ${one}`.trim());
  }
  return lines;
}

/** Where a line begins: on the side from which the page is read, in its own direction. */
function side(text) {
  if (!rightToLeft()) return { x: MARGIN };
  return { x: WIDTH - MARGIN, ...(BACKWARDS.test(text) ? { direction: "rtl" } : { "text-anchor": "end" }) };
}

/** The lines of the footer, [{text, head: of the title}]; `method` says how it was drawn. */
async function footer(stage, method) {
  const { scene, selection } = stage;
  const limits = [selection.since ?? Date.parse(scene.window.since), selection.until ?? Date.parse(scene.window.until)].filter(Number.isFinite);
  const made = word("export.made", { when: moment(Date.now() - new Date().getTimezoneOffset() * 60_000) });
  const below = [
    [method, limits.length === 2 && days(...limits), scene.masked && word("export.masked")],
    [scene.handling, word("export.caveat")],
    [made, `SHA-256 ${await fingerprint(scene)}`],
  ];
  const lines = below.flatMap((parts) => parted(parts.filter(Boolean).join(" \u00b7 "), LETTERS));
  return [...parted(scene.title, LONG).map((text) => ({ text, head: true })), ...lines.map((text) => ({ text, head: false }))];
}

/** An <svg> WIDTH wide: `drawing` in the upper `height` px, the footer below it. */
export async function sheet(stage, inks, height, drawing, method) {
  const lines = await footer(stage, method);
  const tall = height + 24 + LINE * lines.length;
  const root = s("svg", { xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: tall, viewBox: `0 0 ${WIDTH} ${tall}`, "font-family": "system-ui, sans-serif" });
  root.append(
    s("title", { text: stage.scene.title }), s("rect", { width: "100%", height: "100%", fill: inks.paper }), ...drawing,
    s("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: height, y2: height, stroke: inks.line }),
    ...lines.map(({ text, head }, i) => s("text", { ...side(text), y: height + 32 + i * LINE, "font-size": head ? TITLE : SIZE, "font-weight": head ? 600 : 400, fill: head ? inks.ink : inks.ink2, text })),
  );
  return root;
}

const asText = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

async function painted(svg) {
  const url = URL.createObjectURL(new Blob([asText(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const FORMS = {
  svg: (svg) => new Blob([asText(svg)], { type: "image/svg+xml" }),
  png: async (svg) => {
    const canvas = await painted(svg);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  },
  pdf: async (svg, title) => (await import("./paper.js")).paper(await painted(svg), title),
};

/** Gives the picture to the person as a file, once it stands in the log that it leaves. */
export async function handOut(stage, view, kind, svg) {
  const blob = await FORMS[kind](svg, stage.scene.title);
  try {
    await stage.leaves({ view, form: kind, masked: stage.scene.masked, sha256: await sha256(await blob.arrayBuffer()), content_sha256: await fingerprint(stage.scene) });
  } catch (error) {
    return stage.tell([error.message, error.hint].filter(Boolean).join(" "));
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${view}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
