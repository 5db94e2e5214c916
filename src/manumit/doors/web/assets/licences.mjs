// The licence texts of what is in the bundle: of the packages esbuild took files from, of what those carry inside
// (some come bundled already), and of the data.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

const MADE_FROM = ["world-atlas", "iso-3166"]; // read before bundling: the base map
const TEXT = /^(licen[cs]e|notice|copying)([.-].*)?$/i;

async function packages(metafiles, root) {
  const found = new Set(MADE_FROM);
  for (const file of metafiles.flatMap((one) => Object.keys(one.inputs))) {
    const name = file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/)?.[1];
    if (name && !name.startsWith(".")) found.add(name);
  }
  for (const name of found) { // a set grows while it is walked
    for (const inner of Object.keys((await about(name, root)).dependencies ?? {})) if (!inner.startsWith("@types/")) found.add(inner);
  }
  return [...found].sort();
}

async function about(name, root) {
  return JSON.parse(await readFile(path.join(root, "node_modules", name, "package.json"), "utf8"));
}

async function chapter(name, root) {
  const folder = path.join(root, "node_modules", name);
  const { version, license } = await about(name, root);
  const files = (await readdir(folder)).filter((file) => TEXT.test(file));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  const words = texts.length ? texts.map((text) => text.trim()).join("\n\n") : "(the package carries no licence text)";
  return `${name} ${version} (${license})\n${"-".repeat(72)}\n${words}\n`;
}

export async function licences(metafiles, root) {
  const chapters = await Promise.all((await packages(metafiles, root)).map((name) => chapter(name, root)));
  return `The browser part of Manumit (AGPL-3.0-or-later) contains:\n\n${chapters.join("\n\n")}`;
}
