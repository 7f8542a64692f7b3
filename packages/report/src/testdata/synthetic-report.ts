import { type LensResult, Random, type RunRecord } from "@ganlens/core";
import type { ReportOptions } from "../render-report.ts";
import { syntheticGrid } from "./synthetic-png.ts";

/** A run that was never trained, with every field of its record. */
export const syntheticRun: RunRecord = {
  schemaVersion: 2,
  kind: "trained",
  name: "demo-2024-05-01",
  subject: {
    shape: [28, 28, 1],
    latent: { parts: [{ kind: "noise", name: "noise", size: 64, prior: "normal" }] },
    range: [-1, 1],
    generator: { folder: "generator", format: "ganlens" },
  },
  state: "finished",
  versions: { ganlens: "0.1.0", "@tensorflow/tfjs": "4.22.0", node: "20.19.0" },
  backend: { name: "wasm", device: "2 threads with SIMD" },
  startedAt: "2024-05-01T10:00:00.000Z",
  training: {
    trainer: "gan",
    preset: "demo",
    config: {
      dataset: { name: "mnist-5k", split: "train" },
      generator: { kind: "dcgan", width: 24, latent: { size: 64, prior: "normal" } },
      optimizer: { kind: "adam", learningRate: 0.0002, beta1: 0.5 },
      steps: 1600,
      seed: 7,
      augmentation: null,
      schedule: [1, 2, 4],
    },
    origin: {
      dataset: "preset",
      generator: "preset",
      "optimizer.kind": "default",
      "optimizer.learningRate": "set",
      "optimizer.beta1": "default",
      steps: "file",
      seed: "set",
      augmentation: "default",
    },
    seed: 7,
    dataset: {
      name: "mnist-5k",
      kind: "image",
      shape: [28, 28, 1],
      classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
      splits: { train: 4000, "held-out": 1000 },
      licence: "CC-BY-SA-3.0",
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    step: 1600,
    totalSteps: 1600,
    seconds: 155.4,
    imagesPerSecond: 1322.7,
  },
};

const random = Random.fromSeed(3);
const fingerprint = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";
const classes = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

const distance: LensResult = {
  schemaVersion: 2,
  fingerprint,
  step: 1600,
  artifacts: [],
  lens: "distance",
  question: "How far are the generator's images from real ones, and are any of them copies?",
  answer:
    "To the classifier the generated digits lie about seven times farther from unseen real ones than fresh real ones do. It recognises 86 % of them as digits, against 98 % of real ones. No more near-copies of training images than chance gives.",
  effort: "quick",
  seed: 7,
  verdicts: [
    {
      id: "copies",
      level: "good",
      headline: "No more near-copies of training images than chance gives.",
      detail: "0.4 % of images, interval 0.1 % to 0.9 %; 5 % of copies would have been seen.",
      measures: ["near-copies"],
      controls: ["placebo", "copies"],
    },
    {
      id: "distance",
      level: "problem",
      headline: "About seven times farther from unseen real images than fresh real ones are.",
      detail: "Fréchet distance 27.0, interval 25.1 to 29.4, where the perfect line is 3.9. More training steps would change it.",
      measures: ["Fréchet distance [digit classifier]"],
      controls: ["placebo"],
    },
  ],
  controls: [
    {
      id: "placebo",
      kind: "placebo",
      title: "500 held-out real images",
      draws: 1,
      found: 1,
      calibration: { found: 194, draws: 200, n: 500 },
    },
    {
      id: "copies",
      kind: "spike-in",
      title: "5 % of training images copied",
      draws: 1,
      found: 1,
      calibration: { found: 190, draws: 200, n: 500 },
    },
    { id: "blur", kind: "spike-in", title: "Blurred with σ = 0.5 pixels", draws: 1, found: 0 },
  ],
  measures: [
    {
      name: "Fréchet distance [digit classifier]",
      value: 27.04,
      n: 2000,
      interval: { low: 25.1, high: 29.4, level: 0.95, method: "bootstrap", resampled: "samples" },
      floor: { value: 1.37, n: 500, meaning: "two halves of held-out images" },
      better: "lower",
    },
    {
      name: "Fréchet distance [PCA-64 of pixels]",
      value: 10.9,
      n: 2000,
      interval: { low: 10.8, high: 11, level: 0.95, method: "bootstrap", resampled: "samples" },
      better: "lower",
    },
    { name: "perfect line [digit classifier]", value: 3.9, n: 500, better: "neither" },
    {
      name: "digits that are recognised",
      value: 0.861,
      n: 2000,
      interval: { low: 0.845, high: 0.876, level: 0.95, method: "Clopper–Pearson", resampled: "samples" },
      better: "higher",
    },
    {
      name: "near-copies",
      value: 0.004,
      n: 2000,
      interval: { low: 0.001, high: 0.009, level: 0.95, method: "Clopper–Pearson", resampled: "samples" },
      better: "lower",
    },
  ],
  figures: [
    {
      kind: "image-grid",
      id: "real-samples",
      title: "Real images",
      caption: "Held-out images, drawn by chance; one column for each class.",
      image: "classes.png",
      columns: 10,
      tileSize: [28, 28],
      tiles: Array.from({ length: 30 }, (_, at) => ({ label: `real ${at % 10}`, real: true })),
      columnLabels: classes,
      showsRealData: true,
    },
    {
      kind: "image-grid",
      id: "samples",
      title: "Generated images",
      caption: "Asked for the same classes, drawn by chance.",
      image: "classes.png",
      columns: 10,
      tileSize: [28, 28],
      tiles: Array.from({ length: 30 }, (_, at) => ({ label: `generated ${at % 10}` })),
      columnLabels: classes,
      showsRealData: false,
    },
    {
      kind: "table",
      id: "classes",
      title: "What the classifier recognises",
      caption: "Share of images of each class that it is sure of.",
      columns: ["class", "real", "generated"],
      rows: classes.map((each, at) => [each, 0.98, 0.9 - at * 0.01]),
    },
  ],
  evidence: [{ id: "nearest", claim: "The nearest training image of each generated one", seed: 7, file: "nearest.npz" }],
};

const reconstruction: LensResult = {
  schemaVersion: 2,
  fingerprint,
  step: 1600,
  artifacts: [],
  verdicts: [
    {
      id: "missing",
      level: "problem",
      headline: "Half of the real images lie outside what it draws.",
      detail: "49 % exceed what 5 % of unseen real ones do; interval 45 % to 53 %.",
      controls: ["class-removed"],
    },
    {
      id: "foreign",
      level: "note",
      headline: "A few of its images hold something that real ones do not.",
      detail: "Exceedance share 7.4 %, interval 6.1 % to 8.9 %, against 5 % for unseen real images.",
    },
  ],
  controls: [
    {
      id: "class-removed",
      kind: "spike-in",
      title: "One of ten classes left out",
      draws: 5,
      found: 2,
      calibration: { found: 118, draws: 200, n: 1000 },
    },
  ],
  lens: "reconstruction",
  question:
    "How well do the generator's images fit what an autoencoder learned from real data, and the other way round?",
  answer:
    "An autoencoder trained on real digits rebuilds generated ones with 1.31 times the error it makes on held-out real digits; trained on generated digits it rebuilds real ones 2.04 times worse. The generator has learned less than the data holds.",
  effort: "quick",
  seed: 7,
  measures: [
    {
      name: "error ratio, trained on real",
      value: 1.3142,
      n: 1000,
      interval: { low: 1.2611, high: 1.3702, level: 0.95, method: "bootstrap", resampled: "samples" },
      floor: { value: 1, n: 1000, meaning: "held-out half against held-out half" },
      control: { value: 4.81, meaning: "uniform noise in place of images", expected: "higher", passed: true },
      secondExtractor: { name: "PCA-64 of pixels", value: 1.22 },
      detects: { defect: "blurred copies", smallest: 0.05, power: 0.9 },
      better: "lower",
    },
    {
      name: "error ratio, trained on generated",
      value: 2.04,
      n: 1000,
      interval: { low: 1.9, high: 2.2, level: 0.95, method: "bootstrap", resampled: "samples" },
      better: "lower",
    },
    {
      name: "error per pixel",
      value: 0.0123,
      unit: "squared intensity",
      n: 64000,
      interval: { low: 0.01192, high: 0.01271, level: 0.95, method: "bootstrap", resampled: "samples" },
      floor: { value: 0.0094, n: 1000, meaning: "real held-out images" },
      control: { value: 0.0921, meaning: "random pairs", expected: "higher", passed: true },
      better: "lower",
    },
    {
      name: "Fréchet distance",
      value: null,
      reason: "fewer than 2,500 images were generated at this effort",
      n: 1000,
      better: "lower",
    },
    { name: "ink left over", value: -0.00002, n: 1000, better: "neither" },
  ],
  figures: [
    {
      kind: "image-grid",
      id: "best-and-worst",
      title: "Best and worst reconstructions",
      caption:
        "Upper rows: generated images. Lower rows: what the autoencoder makes of them. The number is the squared error.",
      image: "grid.png",
      columns: 8,
      tileSize: [28, 28],
      tiles: Array.from({ length: 32 }, (_, at) => ({ label: `sample ${at}`, value: 0.004 + at * 0.0011 })),
      rowLabels: ["best", "rebuilt", "worst", "rebuilt"],
      showsRealData: false,
    },
    {
      kind: "image-grid",
      id: "real-neighbours",
      title: "Generated images beside the nearest real ones",
      caption: "Nearest in the code of the autoencoder that was trained on real digits.",
      image: "grid.png",
      columns: 8,
      tileSize: [28, 28],
      tiles: Array.from({ length: 16 }, (_, at) => ({ label: at < 8 ? `g${at}` : `r${at}`, real: at >= 8 })),
      showsRealData: true,
    },
    {
      kind: "scatter",
      id: "codes",
      title: "Codes of real and generated images",
      caption: "Two leading principal components of the code. Where circles stand alone, the generator never goes.",
      x: { label: "first component" },
      y: { label: "second component" },
      groups: [
        { name: "real, held out", points: cloud(250, 0, 0, 1) },
        { name: "generated", points: cloud(250, 0.9, -0.4, 0.7) },
      ],
    },
    {
      kind: "histogram",
      id: "errors",
      title: "Error of each image",
      caption: "Held-out real and generated images under the autoencoder that was trained on real digits.",
      x: { label: "squared error per pixel" },
      edges: Array.from({ length: 21 }, (_, at) => at * 0.002),
      series: [
        { name: "real, held out", counts: bell(20, 6) },
        { name: "generated", counts: bell(20, 9) },
      ],
    },
  ],
  evidence: [
    {
      id: "worst",
      claim: "The worst reconstructions, worst first",
      seed: 7,
      file: "codes.npz",
      indices: [12, 873, 44, 5],
      models: ["b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"],
    },
    {
      id: "missed",
      claim: "Real images that no generated image comes near",
      sampleIds: Array.from({ length: 30 }, (_, at) => `mnist-5k/${1000 + at}`),
    },
  ],
};

const compression: LensResult = {
  schemaVersion: 2,
  fingerprint,
  step: 1600,
  artifacts: [],
  verdicts: [
    {
      id: "compresses",
      level: "cannot tell",
      headline: "Generated and real images cannot be told apart by how well they compress.",
      detail: "The placebo was found to differ, so a difference says nothing here. More images would change it.",
      controls: ["placebo"],
    },
  ],
  controls: [
    { id: "placebo", kind: "placebo", title: "Held-out real images", draws: 5, found: 4 },
    {
      id: "mixed",
      kind: "contrast",
      title: "Images mixed pixel by pixel",
      draws: 5,
      found: 5,
      calibration: { found: 200, draws: 200, n: 1000 },
    },
    {
      id: "copies",
      kind: "spike-in",
      title: "5 % of copies",
      draws: 0,
      found: null,
      reason: "fewer than 200 images are held out",
    },
  ],
  lens: "compression",
  question: "How complex is what the generator learned, compared with the data?",
  answer:
    "With this seed only: 16 numbers keep 91 % of the variance of generated digits and 83 % of that of real ones, so the generator's images compress better.",
  effort: "quick",
  seed: 7,
  measures: [
    {
      name: "explained at 16 codes, generated",
      value: 0.912,
      n: 1000,
      interval: { low: 0.905, high: 0.919, level: 0.95, method: "bootstrap", resampled: "samples" },
      control: { value: 0.9134, meaning: "PCA of the same size", expected: "lower", passed: false },
      better: "higher",
    },
    {
      name: "explained at 16 codes, real",
      value: 0.829,
      n: 1000,
      interval: { low: 0.82, high: 0.838, level: 0.95, method: "bootstrap", resampled: "samples" },
      control: { value: 0.801, meaning: "PCA of the same size", expected: "lower", passed: true },
      better: "higher",
    },
  ],
  figures: [
    {
      kind: "line",
      id: "rate-distortion",
      title: "Error left at each code size",
      caption: "Bands are 95 % intervals over held-out images; dashed curves are PCA of the same size.",
      x: { label: "code size", scale: "log" },
      y: { label: "mean squared error per pixel", scale: "log" },
      series: [
        { name: "real", points: curve(0.07, 0.05) },
        { name: "generated", points: curve(0.055, 0.05) },
        { name: "real, PCA", points: curve(0.085, 0), dashed: true },
        { name: "generated, PCA", points: curve(0.066, 0), dashed: true },
      ],
    },
    {
      kind: "bar",
      id: "explained",
      title: "Variance explained at each code size",
      caption: "Whiskers are 95 % intervals over held-out images.",
      x: { label: "code size" },
      y: { label: "share of variance explained" },
      bars: [2, 4, 8, 16, 32, 64].flatMap((size, at) => [
        { label: String(size), group: "real", value: 0.3 + at * 0.12, low: 0.27 + at * 0.12, high: 0.33 + at * 0.12 },
        {
          label: String(size),
          group: "generated",
          value: 0.4 + at * 0.11,
          low: 0.38 + at * 0.11,
          high: 0.42 + at * 0.11,
        },
      ]),
    },
    {
      kind: "bar",
      id: "per-class",
      title: "Error of each class",
      caption: "Classes as the pinned extractor names them.",
      x: { label: "class" },
      y: { label: "squared error per pixel" },
      bars: ["zero, round", "one, thin", "two, with a loop at the foot", "three", "four, open at the top"].map(
        (label, at) => ({ label, value: 0.02 - at * 0.003, low: 0.018 - at * 0.003, high: 0.023 - at * 0.003 }),
      ),
    },
    {
      kind: "table",
      id: "settings",
      title: "Autoencoders that were trained",
      caption: "One nested autoencoder for each domain.",
      columns: ["domain", "steps", "seed", "final error"],
      rows: [
        ["real", 1200, 7, 0.01134],
        ["generated", 1200, 7, 0.00912],
        ["noise", 1200, 7, null],
      ],
    },
  ],
  evidence: [],
};

const identifiability: LensResult = {
  schemaVersion: 2,
  fingerprint,
  step: 1600,
  artifacts: [],
  verdicts: [
    {
      id: "readable",
      level: "good",
      headline: "At least 11 of 64 noise directions can be read from its pictures.",
      detail: "Linearly, from a code of 64 numbers; interval 10 to 13. A network that is not linear may read more.",
    },
  ],
  controls: [],
  lens: "identifiability",
  question: "Which of the noise inputs can be read back from the image?",
  answer: "Of 64 directions in the noise, 11 can be read back with R² above 0.5 and 4 above 0.8.",
  effort: "normal",
  seed: 11,
  measures: [
    {
      name: "directions with R² > 0.5",
      value: 11,
      unit: "of 64",
      n: 4000,
      interval: { low: 10, high: 13, level: 0.95, method: "t interval", resampled: "seeds" },
      control: { value: 0, meaning: "shuffled pairs", expected: "lower", passed: true },
      better: "higher",
    },
  ],
  figures: [
    {
      kind: "heat-map",
      id: "factors",
      title: "What each direction changes",
      caption: "Correlation of the leading directions with what can be measured of an image.",
      x: { label: "measured of the image" },
      y: { label: "direction" },
      columns: ["ink", "slant", "width", "height", "loops"],
      rows: Array.from({ length: 6 }, (_, at) => `direction ${at + 1}`),
      values: Array.from({ length: 6 }, (_, row) =>
        Array.from({ length: 5 }, (_, column) => (row === 4 && column === 2 ? null : Math.sin(row * 2 + column * 1.3))),
      ),
    },
    {
      kind: "heat-map",
      id: "covariance",
      title: "Agreement of the two subspaces",
      caption: "Squared cosines of the angles between readable directions and directions that move the image.",
      x: { label: "direction of the Jacobian" },
      y: { label: "readable direction" },
      columns: Array.from({ length: 32 }, (_, at) => `J${at + 1}`),
      rows: Array.from({ length: 16 }, (_, at) => `R${at + 1}`),
      values: Array.from({ length: 16 }, (_, row) =>
        Array.from({ length: 32 }, (_, column) => Math.exp(-((row - column / 2) ** 2) / 6)),
      ),
    },
    {
      kind: "image-grid",
      id: "traversals",
      title: "Along the most readable directions",
      caption: "Each row moves along one direction from −2 to 2 standard deviations.",
      image: "wide.png",
      columns: 11,
      tileSize: [28, 28],
      tiles: Array.from({ length: 44 }, (_, at) => ({ label: `step ${at % 11} of direction ${Math.floor(at / 11)}` })),
      rowLabels: ["direction 1", "direction 2", "direction 3", "direction 4"],
      columnLabels: ["−2", "", "", "", "", "0", "", "", "", "", "2"],
      showsRealData: false,
    },
  ],
  evidence: [{ id: "traversals", claim: "The noise behind the traversals", seed: 11, file: "directions.npz" }],
};

/** Four lenses with verdicts of every level and every kind of figure, and a run with losses and samples. */
export const syntheticReport: ReportOptions = {
  run: syntheticRun,
  results: [distance, reconstruction, compression, identifiability],
  readImage: async (_, fileName) =>
    fileName === "grid.png"
      ? syntheticGrid(8, 4)
      : fileName === "wide.png"
        ? syntheticGrid(11, 4)
        : fileName === "classes.png"
          ? syntheticGrid(10, 3)
          : null,
  samples: { png: syntheticGrid(10, 8), caption: "What the generator makes of the same fixed latents after step 1600." },
  losses: Array.from({ length: 800 }, (_, at) => ({
    step: at * 2,
    losses: { generator: 1.4 + Math.sin(at) * 0.2 + 0.4 * Math.exp(-at / 80), discriminator: 1 - Math.cos(at * 1.7) * 0.15 },
  })),
  trainingImages: true,
};

/** The same from lenses that gave no verdicts. */
export const olderReport: ReportOptions = {
  ...syntheticReport,
  results: syntheticReport.results.map((result) => ({ ...result, verdicts: [], controls: [] })),
};

function cloud(count: number, x: number, y: number, spread: number): { x: number; y: number }[] {
  const values = random.normal(count * 2);
  return Array.from({ length: count }, (_, at) => ({
    x: x + spread * values[at * 2]!,
    y: y + spread * values[at * 2 + 1]!,
  }));
}

function bell(bins: number, middle: number): number[] {
  return Array.from({ length: bins }, (_, at) => Math.round(180 * Math.exp(-((at - middle) ** 2) / 12)));
}

function curve(scale: number, band: number): { x: number; y: number; low?: number; high?: number }[] {
  return [2, 4, 8, 16, 32, 64].map((x) => {
    const y = scale * (x / 2) ** -0.6;
    return band === 0 ? { x, y } : { x, y, low: y * (1 - band * 2), high: y * (1 + band * 2) };
  });
}
