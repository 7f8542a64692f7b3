// Makes run-v2 and run-v2-imported, the runs of schema version 2 that every later version must open:
//
//     node packages/core/testdata/make-runs-v2.mjs
//
// Made once, by the ganlens of that version; a later ganlens writes another version, and must leave these as they are.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "ganlens-runs-v2-"));

const config = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 4, widths: [8] },
  discriminator: { architecture: "mlp-discriminator", widths: [8] },
  batchSize: 16,
  samples: 10,
  schedule: { totalSteps: 8, sampleEvery: 8, logEvery: 1, checkpointEvery: 8, snapshots: 3 },
  autoencoder: { architecture: "nested-autoencoder", codes: [2, 4], width: 4 },
};

function ganlens(...args) {
  const { status } = spawnSync(
    process.execPath,
    ["--conditions=@ganlens/source", "--import", import.meta.resolve("tsx"), join(root, "apps/cli/src/main.ts"), ...args],
    { cwd: work, stdio: "inherit" },
  );
  if (status !== 0) throw new Error(`ganlens ${args.join(" ")} ended with ${status}`);
}

/** Without what can be made again and is large: drawn sets, the report, and networks of the lenses' own size. */
function keep(name) {
  rmSync(join(here, name), { recursive: true, force: true });
  cpSync(join(work, name), join(here, name), {
    recursive: true,
    filter: (path) => !/[\\/](cache|report\.html)$/.test(path),
  });
  const models = join(here, name, "models");
  for (const model of readdirSync(models)) {
    if (statSync(join(models, model, "weights.bin")).size > 1e5) rmSync(join(models, model), { recursive: true });
  }
}

writeFileSync(join(work, "config.json"), JSON.stringify(config));
ganlens("train", "--config", "config.json", "--out", "run-v2");
ganlens("explain", "run-v2");
keep("run-v2");
const generator = "run-v2/checkpoints/step-000008/generator";
ganlens("explain", generator, "--data", "digits-8x8", "--lens", "identifiability", "--out", "run-v2-imported");
keep("run-v2-imported");
rmSync(work, { recursive: true });
