import { type NdArray, type Random, takeRows } from "@ganlens/core";
import { type CompressionGap, compressionGap, findFault, heldOutVariance } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { allImages } from "./all-images.ts";

/** Numbers that each image is kept in, as the lens has it for digits. */
const size = 16;
/** Images on either side: what the lens has of mnist-5k, and what it has of a folder of 1,400. */
const [most, fewer] = [2500, 700];

/** What stands for the generator's images, beside as many real ones that it does not hold. */
interface Case extends Condition {
  readonly n: number;
  draw(random: Random, n: number): Promise<Sides>;
}

interface Sides {
  readonly generated: NdArray;
  readonly real: NdArray;
  /** The gap that the interval must hold. */
  readonly truth?: number;
}

const noChange = (images: NdArray): NdArray => images;
const both = { better: "null", worse: "null", "gap-interval": "coverage" } as const;

const cases: readonly Case[] = [
  digits({ id: `null-${most}`, title: "real images", draws: 400, kind: both, n: most }),
  digits({ id: `null-${fewer}`, title: "real images", draws: 1000, kind: both, n: fewer }),
  {
    id: "spectrum",
    title: "normal images of 96 pixels, 80 of their directions with a fifth more variance",
    draws: 400,
    kind: { "gap-interval": "coverage" },
    setting: { lens: "compression", effort: "quick", n: most },
    n: most,
    draw: async (random, n) => spectra(random, n),
  },
  ...[most, fewer].flatMap((n) => [
    fault("better", "blur", 1, n),
    fault("worse", "noise", 0.1, n),
    fault("better", "few-images", 60, n),
    classesMissing(n),
    fault("better", "blur", 0.5, n),
    fault("worse", "noise", 0.05, n),
  ]),
  {
    ...digits({ id: "lost", title: "real images", draws: 200, kind: "null", n: most }),
    kind: { "better-lost": "null", "worse-lost": "null" },
  },
];

/** How often the sentences of the compression lens are said of digits whose truth is known. */
export const compressionVerdicts: Experiment = {
  name: "compression-verdicts",
  version: 1,
  description:
    "How often the lens `compression` says that images compress better or worse than real ones, and how often its 95 % interval of the gap holds the truth. What decides is called as it ships, principal components alone; the autoencoders decide nothing and are left out, so that every effort says the same. mnist-5k, divided anew in each draw into real images and as many that stand for a generator's; `lost` is a sentence that a planted fault or a single division of the real images would have taken back; the lens takes most of three.",
  conditions: cases,
  async draw({ id }, _draw, { random }) {
    const found = cases.find((known) => known.id === id) as Case;
    const { generated, real, truth = 0 } = await found.draw(random, found.n);
    const reference = heldOutVariance(real, size);
    const judge = (images: NdArray): CompressionGap =>
      compressionGap(heldOutVariance(images, size), reference);
    const gap = judge(generated);
    if (id === "lost") return lostOf(gap, judge, { generated, training: real, random });
    const { low, high } = gap.interval ?? { low: Number.NaN, high: Number.NaN };
    return {
      better: gap.isBetter,
      worse: gap.isWorse,
      "gap-interval": low <= truth && truth <= high,
      gap: gap.value,
      detectable: gap.detectable,
    };
  },
};

/** Whether the controls would have taken a sentence back, with clean real images as the placebo. */
function lostOf(
  clean: CompressionGap,
  judge: (images: NdArray) => CompressionGap,
  {
    generated,
    training,
    random,
  }: { readonly generated: NdArray; readonly training: NdArray; readonly random: Random },
): Found {
  const planted = (id: string, strength: number): CompressionGap =>
    judge(findFault(id).plant({ images: generated, training, random }, strength));
  return {
    "better-lost": clean.isBetter || !planted("blur", 1).isBetter,
    "worse-lost": clean.isWorse || !planted("noise", 0.1).isWorse,
  };
}

function digits({
  n,
  plant = noChange,
  ...rest
}: Omit<Condition, "setting"> & {
  readonly n: number;
  readonly plant?: (images: NdArray, random: Random) => NdArray;
}): Case {
  return {
    ...rest,
    title: `${rest.title}, ${n} on either side`,
    setting: { lens: "compression", effort: "quick", n },
    n,
    async draw(random) {
      const { x } = await allImages("mnist-5k");
      const order = random.split("division").permutation(x.shape[0] as number);
      const part = (start: number) => takeRows(x, [...order.subarray(start, start + n)]);
      return { generated: plant(part(0), random), real: part(n) };
    },
  };
}

function fault(statement: "better" | "worse", id: string, strength: number, n: number): Case {
  const planted = findFault(id);
  const condition = digits({
    id: `${id}-${strength}-${n}`,
    title: planted.title(strength),
    draws: strength === 1 || strength === 0.1 ? 100 : 40,
    kind: { [statement]: "power" },
    n,
    plant: (images, random) => planted.plant({ images, training: images, random }, strength),
  });
  return { ...condition, setting: { lens: "compression", effort: "quick", n, fault: id, strength } };
}

/** The digits 0 to 4 alone; of 3,000 images about 1,500 are left, so that no more than 1,400 stand on either side. */
function classesMissing(asked: number): Case {
  const n = Math.min(asked, 1400);
  return {
    id: `classes-missing-0.5-${n}`,
    title: `the digits 0 to 4 alone, ${n} on either side`,
    draws: 40,
    kind: { better: "power" },
    setting: { lens: "compression", effort: "quick", n, fault: "classes-missing", strength: 0.5 },
    n,
    async draw(random) {
      const { x, labels } = await allImages("mnist-5k");
      const order = [...random.split("division").permutation(x.shape[0] as number)];
      const drawn = order.slice(0, 3000).filter((row) => (labels[row] as number) < 5);
      return { generated: takeRows(x, drawn.slice(0, n)), real: takeRows(x, order.slice(3000, 3000 + n)) };
    },
  };
}

/** 16 directions of variance 1 on both sides, and 80 of .06 beside 80 of .05: 16 / 20.8 against 16 / 20. */
function spectra(random: Random, n: number): Sides {
  const images = (name: string, least: number): NdArray => {
    const data = random.split(name).normal(n * 96);
    for (let i = 0; i < data.length; i++) if (i % 96 >= size) data[i]! *= Math.sqrt(least);
    return { data, shape: [n, 8, 12, 1] };
  };
  return { generated: images("generated", 0.06), real: images("real", 0.05), truth: 16 / 20.8 - 16 / 20 };
}
