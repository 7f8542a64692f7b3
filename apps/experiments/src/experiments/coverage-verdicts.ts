import { finish, type LensResult, type NdArray, Random, rows, takeRows } from "@ganlens/core";
import type { FactorValues } from "@ganlens/datasets";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { allImages } from "./all-images.ts";
import { dividedImages } from "./divided-images.ts";
import { sampledSprites, spriteCombinations } from "./sampled-sprites.ts";

/** Images that are divided; as many sprites as digits. */
const all = 5000;
const division = { suspects: 2000, train: 2000 };
/** Half of the 1,000 that are held out. */
const held = 500;
/** The lens raises an alarm at this chance. */
const alarm = 0.01;

const planted: readonly (readonly [
  id: string,
  strength: number,
  of: Condition["kind"],
  n?: number,
  limit?: string,
])[] = [
  ["dilation", 1, { classes: "null" }],
  ["blur", 1, { classes: "null" }],
  ["shift", 1, { classes: "null" }],
  ["noise", 0.1, { classes: "null" }],
  ["class-missing", 1, { classes: "power", kinds: "power", "classes-spike-in": "power" }],
  ["kind-missing", 0.4, { kinds: "power", "kinds-spike-in": "power" }],
  ["class-missing", 0.75, { classes: "power" }],
  ["kind-missing", 0.2, { kinds: "power" }],
  ["kind-missing", 0.1, { kinds: "power" }],
  ["class-overdrawn", 3, { classes: "power" }, 700],
  [
    "class-overdrawn",
    2,
    { classes: "power" },
    1000,
    "twice as often is not always told from a class that is read otherwise",
  ],
  ["kind-missing", 0.05, { kinds: "power" }],
  [
    "class-missing",
    0.5,
    { classes: "power", kinds: "power" },
    division.suspects,
    "a class at half of its share is not told from one that is read otherwise",
  ],
  ["class-missing", 0.25, { classes: "power", kinds: "power" }, division.suspects, "the same"],
  ["few-images", 60, { kinds: "power" }],
];

/** Parts of one class: which of its images are taken away. */
const parts: Readonly<
  Record<string, { readonly title: string; readonly of: (image: Float32Array) => number }>
> = {
  "thick-sevens": { title: "the thicker half of the sevens missing", of: ink },
  "slanted-sevens": { title: "the more slanted half of the sevens missing", of: slant },
};

const nothing: Condition["kind"] = {
  classes: "null",
  kinds: "null",
  "classes-placebo": "null",
  "kinds-placebo": "null",
};

/** Suspects where there are few of them. */
const fewer = 500;

/** How often the sentences of the coverage lens are said of digits whose truth is known, the lens run as it is shipped. */
export const coverageVerdicts: Experiment = {
  name: "coverage-verdicts",
  version: 1,
  description:
    "How often the lens `coverage` raises an alarm, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,000 that stand for a generator's samples, 2,000 training images and 1,000 held out; or 5,000 rendered sprites, drawn anew and divided so.",
  conditions: [
    {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 400,
      kind: nothing,
      setting: settingOf({}),
    },
    {
      id: `null-${fewer}`,
      title: `the first ${fewer} of them`,
      draws: 40,
      kind: { classes: "null", kinds: "null" },
      setting: settingOf({ n: fewer }),
    },
    ...planted.map(
      ([fault, strength, kind, n, limit]): Condition => ({
        id: `${fault}-${strength}`,
        title: `the same, ${findFault(fault).title(strength)}`,
        draws: 40,
        kind,
        setting: { ...settingOf({ n }), fault, strength },
        ...(limit === undefined ? {} : { limit }),
      }),
    ),
    ...Object.entries(parts).map(
      ([id, { title }]): Condition => ({
        id,
        title: `the same, ${title}`,
        draws: 40,
        kind: { kinds: "power" },
        setting: { ...settingOf({}), fault: id, strength: 0.5 },
        limit: "half of one class is too small a part of the data for this number of images",
      }),
    ),
    {
      id: "sprites-null",
      title: "sprites that the other side does not hold",
      draws: 40,
      kind: nothing,
      setting: settingOf({}),
    },
    ...Object.entries(spriteCombinations).map(
      ([id, { title }]): Condition => ({
        id: `sprites-${id}`,
        title: `such sprites, ${title} missing`,
        draws: 40,
        kind: { classes: "power", kinds: "power" },
        setting: { ...settingOf({}), fault: id, strength: 1 / 8 },
        limit:
          "clusters of pixels do not tell one shape's size or place from another's, nor do the nearest images tell shapes",
      }),
    ),
  ],
  async draw({ id, setting }, draw, { random, seed, signal, store }) {
    const { fault, strength = 0, n = division.suspects } = setting ?? {};
    // One division for all conditions, so that they differ in what was planted alone.
    const divided = Random.fromSeed(seed).split("coverage");
    const ofSprites = id.startsWith("sprites-") ? sampledSprites(all, divided.split("sprites")) : undefined;
    const subject = await dividedImages(ofSprites ?? (await allImages("mnist-5k")), {
      division,
      random: divided,
      fingerprint: `${id}/${draw}`,
      plant: (clean) => {
        if (fault === undefined) return rows(clean.images, 0, n);
        const combination = spriteCombinations[fault];
        if (ofSprites !== undefined && combination !== undefined) {
          const isKept = (row: number) => !combination.has(ofSprites.values[row] as FactorValues);
          const kept = [...clean.rows.keys()].filter((at) => isKept(clean.rows[at] as number));
          return takeRows(clean.images, kept);
        }
        const part = parts[fault];
        return part === undefined
          ? findFault(fault).plant({ ...clean, random: random.split("fault") }, strength)
          : withoutHalf(clean, part.of);
      },
    });
    const lenses = [findLens("coverage")];
    // The autoencoder of generated images decides nothing that is counted here.
    const options = { coverage: { steps: 1 } };
    const [result] = await finish(explain({ subject, lenses, options, store, seed, signal }));
    return alarmsOf(result as LensResult);
  },
};

function settingOf({
  n = division.suspects,
}: {
  readonly n?: number | undefined;
}): NonNullable<Condition["setting"]> {
  const ofHeld = ["classes-placebo", "kinds-placebo", "classes-spike-in", "kinds-spike-in"];
  return {
    lens: "coverage",
    effort: "quick",
    n,
    nOf: Object.fromEntries(ofHeld.map((statement) => [statement, held])),
  };
}

/** The images without half of the sevens: those of which the measure is greatest. */
function withoutHalf(
  { images, labels }: { readonly images: NdArray; readonly labels: Int32Array },
  of: (image: Float32Array) => number,
): NdArray {
  const pixels = images.data.length / labels.length;
  const rows = [...labels.keys()];
  const sevens = rows
    .filter((row) => labels[row] === 7)
    .map((row) => ({ row, value: of(images.data.subarray(row * pixels, (row + 1) * pixels)) }))
    .sort((a, b) => b.value - a.value);
  const gone = new Set(sevens.slice(0, Math.floor(sevens.length / 2)).map(({ row }) => row));
  return takeRows(
    images,
    rows.filter((row) => !gone.has(row)),
  );
}

function ink(image: Float32Array): number {
  return image.reduce((sum, value) => sum + value, 0);
}

/** How far rows of ink are moved to the left from one row to the next: the slope of its axis. */
function slant(image: Float32Array): number {
  const side = Math.sqrt(image.length);
  const sums = { all: 0, x: 0, y: 0, xy: 0, yy: 0 };
  for (const [i, value] of image.entries()) {
    const [x, y] = [i % side, Math.floor(i / side)];
    sums.all += value;
    sums.x += value * x;
    sums.y += value * y;
    sums.xy += value * x * y;
    sums.yy += value * y * y;
  }
  return -(sums.xy - (sums.x * sums.y) / sums.all) / (sums.yy - sums.y ** 2 / sums.all);
}

/** Whether each sentence would be said, of the images and of what stands in their place. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const chance = (of: string) => measures.find(({ name }) => name.startsWith(`chance of ${of}`))?.value ?? 1;
  const heldAs = (id: string) => controls.find((control) => control.id === id)?.found;
  const [classes, kinds] = [chance("a class"), chance("kinds")];
  return {
    classes: classes <= alarm,
    kinds: kinds <= alarm,
    "classes-placebo": heldAs("classes-placebo") === 0,
    "kinds-placebo": heldAs("kinds-placebo") === 0,
    "classes-spike-in": heldAs("classes-class-missing") === 1,
    "kinds-spike-in": heldAs("kinds-kind-missing") === 1,
    "classes-chance": classes,
    "kinds-chance": kinds,
  };
}
