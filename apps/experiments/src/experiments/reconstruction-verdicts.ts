import { concatRows, finish, type LensResult, type NdArray, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { arraySampleSet, explain, findLens, openSubject } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";

/** Images on either side; a fifth of them is held out. */
const side = 2500;
const heldOut = 500;
/** The lens raises an alarm at this chance. */
const alarm = 0.01;

interface Case {
  readonly id: string;
  readonly title: string;
  readonly draws: number;
  readonly kind: Condition["kind"];
  readonly fault?: { readonly fault: string; readonly strength: number };
  /** Images that stand for the generator's, made from real ones that the other side does not hold. */
  readonly plant: (images: NdArray, labels: readonly number[]) => NdArray;
}

const cases: readonly Case[] = [
  {
    id: "null",
    title: "real images that the other side does not hold",
    draws: 200,
    kind: { foreign: "null", missing: "null", "foreign-placebo": "null", "missing-placebo": "null" },
    plant: (images) => images,
  },
  {
    id: "classes-missing",
    title: "the same, the digits 0 to 4 alone",
    draws: 40,
    kind: { missing: "power", foreign: "null" },
    fault: { fault: "classes-missing", strength: 0.5 },
    plant: (images, labels) =>
      takeRows(
        images,
        labels.flatMap((label, row) => (label < 5 ? [row] : [])),
      ),
  },
  {
    id: "dilation",
    title: "the same, strokes one pixel thicker",
    draws: 40,
    kind: { foreign: "power" },
    fault: { fault: "dilation", strength: 1 },
    plant: dilated,
  },
];

/** How often the sentences of the reconstruction lens are said of digits whose truth is known, the lens run as it is shipped. */
export const reconstructionVerdicts: Experiment = {
  name: "reconstruction-verdicts",
  version: 1,
  description:
    "How often the lens `reconstruction` raises an alarm, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,500 that stand for the real ones (2,000 to learn from, 500 held out) and 2,500 that stand for a generator's samples.",
  conditions: cases.map(({ id, title, draws, kind, fault }) => ({
    id,
    title,
    draws,
    kind,
    setting: { lens: "reconstruction", effort: "quick", n: heldOut, ...fault },
  })),
  async draw({ id }, draw, { random, seed, signal, store }) {
    const { plant } = cases.find((known) => known.id === id) as Case;
    const { x, labels } = await allDigits();
    const order = random.split("division").permutation(2 * side);
    const part = (start: number, end: number) => [...order.subarray(start, end)];
    const suspects = part(0, side);
    const real = (rows: readonly number[], name: string) =>
      arraySampleSet({ x: takeRows(x, rows), ids: rows.map((row) => `${name}/${row}`) });
    const images = plant(
      takeRows(x, suspects),
      suspects.map((row) => labels[row] as number),
    );
    const subject = await openSubject({
      name: "planted",
      fingerprint: `${id}/${draw}`,
      samples: arraySampleSet({ x: images }, { name: "generated" }),
    });
    const parts = {
      train: real(part(side, 2 * side - heldOut), "train"),
      "held-out": real(part(2 * side - heldOut, 2 * side), "held-out"),
    };
    const [result] = await finish(
      explain({
        subject: {
          ...subject,
          real: { unseen: true, heldOutWords: "held-out real images", open: async (of) => parts[of] },
        },
        lenses: [findLens("reconstruction")],
        store,
        seed,
        signal,
      }),
    );
    return alarmsOf(result as LensResult);
  },
};

/** Whether each sentence would be said, and whether the placebo would have kept it from being said. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const value = (name: RegExp): number => measures.find((measure) => name.test(measure.name))?.value ?? 1;
  const statement = (id: "foreign" | "missing", name: RegExp): Found => ({
    [id]: value(new RegExp(`^chance that as many exceed when nothing is ${id}`)) <= alarm,
    [`${id}-placebo`]: controls.find((control) => control.id === `${id}-placebo`)?.found === 0,
    [`${id}-share`]: value(name),
  });
  return {
    ...statement("foreign", /^share of generated images that fit worse/),
    ...statement("missing", /^share of .* real images that fit worse/),
  };
}

let digits: Promise<{ readonly x: NdArray; readonly labels: readonly number[] }> | undefined;

/** All 5,000 images of mnist-5k, read once a process. */
function allDigits(): Promise<{ readonly x: NdArray; readonly labels: readonly number[] }> {
  digits ??= openDataset("mnist-5k", { split: "train" }).then(async (train) => {
    const parts = [await train.all(), await train.openSplit("held-out").all()];
    return {
      x: concatRows(parts.map(({ x }) => x)),
      labels: parts.flatMap(({ labels }) => [...(labels ?? [])]),
    };
  });
  return digits;
}

/** Every pixel the greatest of its neighbourhood of 3 × 3. */
function dilated({ data, shape }: NdArray): NdArray {
  const [, height = 0, width = 0] = shape;
  const out = data.slice();
  for (let at = 0; at < data.length; at++) {
    const [row, column] = [Math.floor(at / width) % height, at % width];
    for (const [down, right] of neighbourhood) {
      const inside = row + down >= 0 && row + down < height && column + right >= 0 && column + right < width;
      if (inside) out[at] = Math.max(out[at] as number, data[at + down * width + right] as number);
    }
  }
  return { data: out, shape };
}

const neighbourhood = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => [down, right] as const));
