// Builds the browser part: `npm ci && node build.mjs` writes dist/ with content-hashed files, manifest.json
// {logical name: {file, sha256, size, gzip}} and licences.txt of every package whose code or data is in it.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { basemap } from "./basemap.mjs";
import { licences } from "./licences.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const DIST = path.join(HERE, "dist");
const FRESH = path.join(HERE, "dist.partial"); // becomes dist/ when it is whole
const MADE = path.join(HERE, "node_modules", ".made"); // what is made before bundling: the base map

const ENTRIES = {
  desk: "src/desk.js", // every page of the Desk
  scene: "src/scene.js", // pages with linked views
  places: "src/places/main.js", // a study of places
  htmx: "src/htmx.js",
  line: "src/line/main.js", // every page of Line
  opening: "src/opening/main.js", // its pages with keys
};
const FIRST = { theme: "src/theme.js" }; // in <head>, before the first paint: a classic script
const HAVEN = { haven: "src/haven/main.js", "haven-find": "src/haven/find.js" }; // for old phones: small files, nothing of the Desk's
const WORKER = { "haven-worker": "src/haven/worker.js", "sealed-worker": "src/sealed/worker.js" };
const NOTE = { note: "src/note/main.js" }; // sealed reports: loaded by their pages alone
const SHEETS = { base: "css/base.css", "desk-style": "css/desk.css", "scene-style": "css/scene.css", "places-style": "css/places.css", "identify-style": "css/identify.css", "haven-style": "css/haven.css", "note-style": "css/note.css", "line-style": "css/line.css" };

// `import url from "x?url"` copies x beside the bundle and gives its name: read it with new URL(url, import.meta.url).
const asFile = {
  name: "as-file",
  setup(bundler) {
    bundler.onResolve({ filter: /\?url$/ }, async (wanted) => {
      const found = await bundler.resolve(wanted.path.slice(0, -4), { kind: wanted.kind, resolveDir: wanted.resolveDir });
      return { path: path.relative(HERE, found.path), namespace: "as-file", errors: found.errors }; // relative: the same bytes wherever it is built
    });
    bundler.onLoad({ filter: /.*/, namespace: "as-file" }, async (file) => ({ contents: await readFile(path.join(HERE, file.path)), loader: "file" }));
  },
};

async function bundle(entryPoints, more) {
  const made = await build({
    absWorkingDir: HERE,
    entryPoints,
    bundle: true,
    minify: true,
    outdir: FRESH,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[name]-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none", // licences.txt carries them all
    metafile: true,
    charset: "utf8",
    logLevel: "warning",
    ...more,
  });
  return made.metafile;
}

async function manifest(metafiles) {
  const names = new Map();
  for (const [file, made] of metafiles.flatMap((one) => Object.entries(one.outputs))) {
    const entry = made.entryPoint && Object.entries({ ...ENTRIES, ...FIRST, ...HAVEN, ...NOTE, ...WORKER, ...SHEETS }).find(([, source]) => source === made.entryPoint);
    if (entry) names.set(path.basename(file), entry[0].replace("-style", "") + path.extname(file));
  }
  const listed = {};
  for (const file of (await readdir(FRESH)).sort()) {
    const bytes = await readFile(path.join(FRESH, file));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    listed[names.get(file) ?? file] = { file, sha256, size: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  }
  return listed;
}

await rm(FRESH, { recursive: true, force: true });
await mkdir(MADE, { recursive: true });
await basemap(MADE);
const target = ["es2022", "chrome111", "firefox115", "safari16.4"];
const code = await bundle(ENTRIES, { format: "esm", splitting: true, target, plugins: [asFile], alias: { made: MADE }, loader: { ".geojson": "file" } });
const first = await bundle(FIRST, { format: "iife", target });
const older = ["chrome91", "firefox90", "safari15"];
const haven = await bundle(HAVEN, { format: "esm", target: older });
const note = await bundle(NOTE, { format: "esm", target: older });
const worker = await bundle(WORKER, { format: "iife", target: older });
const style = await bundle(SHEETS, { target });
await writeFile(path.join(FRESH, "licences.txt"), await licences([code, first, haven, note, worker, style], HERE));
await writeFile(path.join(FRESH, "manifest.json"), JSON.stringify(await manifest([code, first, haven, note, worker, style]), null, 1) + "\n");
await rm(DIST, { recursive: true, force: true });
await rename(FRESH, DIST);
