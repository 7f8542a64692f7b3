import { Random } from "@ganlens/core";
import { type Dataset, type DatasetSamples, datasetSources, openDataset } from "@ganlens/datasets";
import { seedInterval } from "@ganlens/metrics";
import type { PartialConfig } from "@ganlens/training";
import type { Condition, Experiment, Found } from "../../experiment.ts";
import { digitJudge } from "./digit-judge.ts";
import { trainInMemory } from "./train-in-memory.ts";

const counts = [500, 100, 4000] as const;
const ways: Readonly<Record<string, PartialConfig>> = {
  plain: {},
  adaptive: { augmentation: { kind: "adaptive", speed: 50 } },
  differentiable: {
    augmentation: { kind: "differentiable", policies: ["colour", "translation", "cutout"], fill: 0.5 },
  },
};
const lookAt = [500, 1000, 1500, 2000, 2500, 3000];
const last = lookAt.at(-1) as number;
/** Generated images that are compared at the last step, and before it. */
const generated = { last: 5000, before: 2000 };

const network: PartialConfig = {
  conditional: false,
  generator: { architecture: "dcgan-generator", latent: 64, width: 16 },
  discriminator: { architecture: "dcgan-discriminator", width: 16, batchNorm: true },
  optimizers: { generator: { learningRate: 1e-3 }, discriminator: { learningRate: 1e-3 } },
  averageDecay: 0.99,
};

/** At 500 images all three ways, five seeds each; at 100 and 4,000 without and with adaptive augmentation, three seeds. */
const conditions: readonly Condition[] = counts.flatMap((count) =>
  Object.keys(ways)
    .filter((way) => count === 500 || way !== "differentiable")
    .map((way) => ({
      id: `${count}-${way}`,
      title: `${count} digits, ${way}`,
      draws: count === 500 ? 5 : 3,
      kind: "measure" as const,
    })),
);

/** Whether augmentation helps where there are few real images. */
export const littleData: Experiment = {
  name: "little-data",
  version: 1,
  description: `A DCGAN of width 16 without classes, ${last} steps of 64 on the first digits of each class of \`mnist-5k\`, with nothing, with adaptive augmentation, and with DiffAugment (all policies, as published): Fréchet distance of ${generated.last} generated images to the 5,000 of \`mnist-t10k\` (half B) in the pinned classifier's features, mean over seeds and its 95 % interval (Student's); paired differences are by seed, at the last step. The best step is not picked.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    const [count, way] = id.split("-") as [string, string];
    const dataset = await firstDigits(Number(count), seed);
    const judge = await digitJudge();
    const found: Record<string, Found[string]> = {};
    await trainInMemory({
      values: { ...network, ...ways[way] },
      dataset,
      seed,
      lookAt,
      signal,
      async look(step, generate, { parts }) {
        const { x } = await generate(step === last ? generated.last : generated.before);
        const distance = await judge.distance(x);
        found[`fd-${step}`] = Number(distance.toFixed(2));
        found[`r-${step}`] = Number((parts["discriminator/real-sign"] as number).toFixed(3));
        if (way === "adaptive") {
          found[`p-${step}`] = Number((parts["augmentation/probability"] as number).toFixed(3));
        }
        note(`${id}, seed ${seed}, step ${step}: ${distance.toFixed(1)}`);
      },
    });
    return found;
  },
  table(rowsOf) {
    const byId = new Map(conditions.map((condition) => [condition.id, rowsOf(condition)]));
    const at = (id: string, step: number) =>
      (byId.get(id) ?? []).map((found) => found[`fd-${step}`] as number);
    const lines = conditions.map(({ id, title }) => {
      const cells = lookAt.map((step) => meanWords(at(id, step), step === last));
      return `| ${title} | ${at(id, last).length} | ${cells.join(" | ")} |`;
    });
    const differences = [
      ["500-plain", "500-adaptive"],
      ["500-plain", "500-differentiable"],
      ["100-plain", "100-adaptive"],
      ["4000-plain", "4000-adaptive"],
    ] as const;
    return [
      `| images | seeds | ${lookAt.map((step) => `step ${step}`).join(" | ")} |`,
      `|---|---|${lookAt.map(() => "---|").join("")}`,
      ...lines,
      "",
      ...differences.map(([without, augmented]) => differenceWords(without, augmented, at)),
      gapWords(at),
    ].join("\n");
  },
};

function meanWords(values: readonly number[], withInterval: boolean): string {
  if (values.length < 2) return values.map((value) => value.toFixed(1)).join();
  const { value, interval } = seedInterval({ values });
  const words = value.toFixed(1);
  return withInterval ? `${words} [${interval.low.toFixed(1)}, ${interval.high.toFixed(1)}]` : words;
}

type At = (id: string, step: number) => readonly number[];

function differenceWords(without: string, augmented: string, at: At): string {
  const [before, after] = [at(without, last), at(augmented, last)];
  const pairs = Math.min(before.length, after.length);
  const differences = Array.from({ length: pairs }, (_, i) => (after[i] as number) - (before[i] as number));
  return `- ${augmented} less ${without}, by seed: ${pairs === 0 ? "no pairs yet" : `${meanWords(differences, true)} (${pairs} pairs)`}.`;
}

function gapWords(at: At): string {
  const mean = (id: string) => {
    const values = at(id, last);
    return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const [few, augmented, many] = [mean("500-plain"), mean("500-adaptive"), mean("4000-plain")];
  const share = (100 * (few - augmented)) / (few - many);
  return Number.isFinite(share)
    ? `- Of the gap between 500 and 4,000 images (${few.toFixed(1)} − ${many.toFixed(1)}), adaptive augmentation closes ${share.toFixed(0)} %.`
    : "- The gap between 500 and 4,000 images: not all draws stand yet.";
}

/** The first so many digits of `mnist-5k`'s training split, in its stable order, as many of each class. */
async function firstDigits(count: number, seed: number): Promise<Dataset> {
  const samples = await mnist();
  const seen = new Map<number, number>();
  const rows = (samples.splits.train as Int32Array).filter((row) => {
    const label = samples.labels?.[row] as number;
    seen.set(label, (seen.get(label) ?? 0) + 1);
    return (seen.get(label) as number) <= count / 10;
  });
  const info = { ...samples.info, name: `mnist-5k, ${count} digits`, splits: { train: rows.length } };
  const few: DatasetSamples = { ...samples, info, splits: { train: rows } };
  return openDataset(
    { name: "few", description: "", load: async () => few },
    { split: "train", random: Random.fromSeed(seed).split("data") },
  );
}

let loaded: Promise<DatasetSamples> | undefined;

function mnist(): Promise<DatasetSamples> {
  const source = datasetSources().find(({ name }) => name === "mnist-5k");
  if (source === undefined) throw new TypeError("Expected mnist-5k among the sources.");
  loaded ??= source.load();
  return loaded;
}
