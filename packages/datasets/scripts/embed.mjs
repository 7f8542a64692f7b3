// Writes src/embedded/<name>-<part>.generated.ts from data/<name>/: `pnpm --filter @ganlens/datasets embed`.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

const data = new URL("../data/", import.meta.url);
const embedded = new URL("../src/embedded/", import.meta.url);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function expectHash(what, bytes, expected) {
  const actual = sha256(bytes);
  if (actual !== expected) throw new Error(`${what}: expected sha256 ${expected}, received ${actual}.`);
}

for (const name of (await readdir(data)).sort()) {
  const source = JSON.parse(await readFile(new URL(`${name}/source.json`, data), "utf8"));
  for (const [file, { part, sha256: zipped, sha256_unzipped: unzipped }] of Object.entries(source.files)) {
    const bytes = await readFile(new URL(`${name}/${file}`, data));
    expectHash(file, bytes, zipped);
    expectHash(`${file}, unzipped`, gunzipSync(bytes), unzipped);
    const text = [
      `// Made from data/${name}/${file} by scripts/embed.mjs; licence in data/${name}/LICENCE.`,
      `export const base64: string =\n  "${bytes.toString("base64")}";`,
      "",
    ].join("\n");
    await writeFile(new URL(`${name}-${part}.generated.ts`, embedded), text);
  }
}
