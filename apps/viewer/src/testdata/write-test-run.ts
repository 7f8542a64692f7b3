import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  type Artifact,
  canonicalJson,
  encodeNpz,
  encodePng,
  generatorFingerprint,
  type LensResult,
  Random,
  runLayout,
  sha256Hex,
} from "@ganlens/core";
import { buildModel, disposeModel, type ModelFiles, type ModelSpec, saveModel } from "@ganlens/models";
import { galleryLens } from "./gallery-lens.ts";
import { digitShape, latent, runRecord, type TestShape } from "./run-record.ts";


const checkpointSteps: readonly number[] = [0, 10, 20];
const sampleSteps: readonly number[] = Array.from({ length: 12 }, (_, at) => 2 * at);

/**
 * Writes a small run with lenses that hold every kind of figure: of a conditional generator of digits, or of an unconditional
 * one of images of another shape.
 */
export async function writeTestRun(folder: string, shape: TestShape = digitShape): Promise<void> {
  const write = async (path: string, content: Uint8Array | string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const json = (path: string, value: unknown): Promise<void> => write(path, JSON.stringify(value));
  await json("run.json", runRecord("finished", 22, shape));
  await write("metrics.ndjson", sampleSteps.map((step) => metricsLine(step)).join(""));
  for (const [at, step] of sampleSteps.entries()) await write(runLayout.sampleGrid(step), grid(10, 5, { shift: at, shape }));
  let fingerprint: string | null = null;
  for (const step of checkpointSteps) {
    const spec: ModelSpec =
      shape === digitShape
        ? { architecture: "dcgan-generator", latent, width: 2, classes: 10 }
        : { architecture: "mlp-generator", latent, widths: [16], shape: [...shape] };
    const files = await modelFiles(spec, "generator", step);
    for (const [name, bytes] of Object.entries(files)) {
      await write(`${runLayout.checkpoint(step)}/generator/${name}`, bytes);
    }
    const manifest = {
      schemaVersion: 2,
      step,
      resumable: false,
      files: Object.fromEntries(
        Object.entries(files).map(([name, bytes]) => [
          `generator/${name}`,
          { bytes: bytes.length, sha256: sha256Hex(bytes) },
        ]),
      ),
    };
    await json(runLayout.manifest(step), manifest);
    const { generator, latent: taken, range } = runRecord("finished", 22).subject;
    if (generator === undefined || taken === undefined) throw new TypeError("Expected a generator.");
    fingerprint = generatorFingerprint({ manifest, network: generator, latent: taken, range, given: null });
  }
  const spec = { architecture: "nested-autoencoder", codes: [2, 4, 8], width: 8, shape: [...shape] };
  const autoencoders: Artifact[] = [];
  for (const learned of ["real", "generated"] as const) {
    const madeFrom = { schemaVersion: 1, spec, images: `${learned}/train/10`, seed: 0, steps: 5 };
    const model = sha256Hex(new TextEncoder().encode(canonicalJson(madeFrom)));
    const files: Record<string, string> = {};
    for (const [name, bytes] of Object.entries(await modelFiles(spec, "autoencoder", 7))) {
      await write(`${runLayout.model(model)}/${name}`, bytes);
      files[name] = sha256Hex(bytes);
    }
    await json(runLayout.madeFrom(model), { ...madeFrom, files });
    const title = `of ${learned} images`;
    autoencoders.push({ type: "autoencoder", id: learned, title, model, learned, seed: 0, steps: 5 });
  }
  const [height, width] = shape;
  const figures = galleryLens.figures.map((figure) =>
    figure.kind === "image-grid" ? { ...figure, tileSize: [height + 1, width + 1] } : figure,
  );
  await json(runLayout.result(galleryLens), { ...galleryLens, fingerprint, figures, artifacts: autoencoders });
  await write("lenses/gallery/tiles.png", grid(4, 2, { shift: 3, shape }));
  await json(runLayout.result(identifiability), { ...identifiability, fingerprint });
  const directions = Float32Array.from([1, 0, 0, 0, 0, 0.6, 0.8, 0, 0, -0.8, 0.6, 0, 0, 0, 0, 1]);
  await write(
    "lenses/identifiability/latents.npz",
    encodeNpz({
      z: { data: Float32Array.from({ length: 3 * latent }, (_, i) => Math.sin(i)), shape: [3, latent] },
      labels: { data: Int32Array.of(1, 7, 3), shape: [3] },
    }),
  );
  await write(
    "lenses/identifiability/rows.npz",
    encodeNpz({
      best: { data: directions, shape: [latent, latent] },
      strongest: { data: directions, shape: [latent, latent] },
    }),
  );
}

/** One line of the log. */
export function metricsLine(step: number): string {
  const losses = { generator: 1 + Math.sin(step), discriminator: 1 / (1 + step) };
  return `${JSON.stringify({ step, images: 64 * step, losses, time: { seconds: step, imagesPerSecond: 100 } })}\n`;
}

const identifiability: LensResult = {
  schemaVersion: 2,
  lens: "identifiability",
  fingerprint: "f".repeat(64),
  step: 20,
  question: "Which of the noise inputs can be read back from the image?",
  answer: "Four of four.",
  effort: "quick",
  seed: 0,
  measures: [{ name: "directions", value: 4, n: 100, better: "neither" }],
  figures: [],
  evidence: [
    { id: "directions", claim: "the directions", seed: 0, file: "rows.npz" },
    { id: "points", claim: "the points", seed: 0, file: "latents.npz", indices: [2, 0, 9] },
  ],
  artifacts: [
    {
      type: "directions",
      id: "readable",
      title: "Directions that can be read back best",
      file: "rows.npz",
      array: "best",
      labels: ["R² 0.93", "R² 0.81"],
    },
    {
      type: "directions",
      id: "sensitive",
      title: "Directions that move the image most",
      file: "rows.npz",
      array: "strongest",
    },
  ],
  verdicts: [],
  controls: [],
};

async function modelFiles(spec: ModelSpec, name: string, seed: number): Promise<ModelFiles> {
  const model = buildModel({ spec, name, random: Random.fromSeed(seed) });
  const files = await saveModel(model);
  disposeModel(model);
  return files;
}

/** Tiles of different greys, or colours, with the line right of and below each. */
function grid(
  columns: number,
  rows: number,
  { shift, shape: [high, wide, channels] }: { readonly shift: number; readonly shape: TestShape },
): Uint8Array {
  const [width, height] = [columns * (wide + 1), rows * (high + 1)];
  const data = new Uint8Array(width * height * channels).map((_, i) => {
    const pixel = Math.floor(i / channels);
    const row = Math.floor(Math.floor(pixel / width) / (high + 1));
    const tile = row * columns + Math.floor((pixel % width) / (wide + 1));
    return (40 * shift + 7 * tile + 60 * (i % channels)) % 256;
  });
  return encodePng({ width, height, channels: channels === 3 ? 3 : 1, data });
}
