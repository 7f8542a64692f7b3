import {
  finish,
  type LatentSpec,
  type LensResult,
  type NdArray,
  type Subject,
  sampleLatents,
  takeRows,
} from "@ganlens/core";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";

const division = { suspects: 2000, train: 2000 };
/** Half of the 1,000 that are held out. */
const judged = 500;
/** The lens raises an alarm at this chance. */
const alarm = 0.01;

const planted: readonly (readonly [id: string, strength: number, of: Condition["kind"], limit?: string])[] = [
  ["exact-copies", 0.05, { copies: "power" }],
  ["blur", 1, { gap: "power", copies: "null" }],
  ["noised-copies", 0.05, { copies: "power" }],
  ["dilation", 1, { gap: "power", copies: "null" }],
  ["few-images", 60, { gap: "power" }],
  ["shifted-copies", 0.05, { copies: "power" }, "the lens memorisation looks for them"],
  ["part-copies", 0.05, { copies: "power" }, "copies of a part are not looked for"],
  ["interpolations", 0.05, { copies: "power" }, "mixtures of two images are not looked for"],
  ["noise", 0.1, { gap: "power", copies: "null" }],
  ["checkerboard", 0.1, { gap: "power", copies: "null" }],
  ["shift", 1, { gap: "power", copies: "null" }],
  [
    "class-missing",
    1,
    { gap: "power", copies: "null" },
    "one class of ten is not always seen with 500 images",
  ],
];

/** Series of two checkpoints, each of which draws from the same 2,000 real images. */
const series: readonly (readonly [
  id: string,
  title: string,
  of: Condition["kind"],
  fault: { readonly fault: string; readonly strength: number } | undefined,
])[] = [
  [
    "constant-series",
    "a generator that draws the same real images at half of the way and at the end",
    { course: "null", "course-unsaid": "null" },
    undefined,
  ],
  [
    "improving-series",
    "the same, blurred at half of the way by 1 px",
    { course: "power" },
    { fault: "blur", strength: 1 },
  ],
];

/** How often the sentences of the distance lens are said of digits whose truth is known, the lens run as it is shipped. */
export const distanceVerdicts: Experiment = {
  name: "distance-verdicts",
  version: 3,
  description:
    "How often the lens `distance` raises an alarm, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,000 that stand for a generator's samples (500 of them are judged), 2,000 training images and 1,000 held out.",
  conditions: [
    {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 200,
      kind: {
        gap: "null",
        copies: "null",
        collapse: "null",
        "gap-unsaid": "null",
        "copies-unsaid": "null",
      },
      setting: { lens: "distance", effort: "quick", n: judged },
    },
    ...series.map(
      ([id, title, of, fault]): Condition => ({
        id,
        title,
        draws: id === "constant-series" ? 200 : 40,
        kind: of,
        setting: { lens: "distance", effort: "quick", n: judged, ...fault },
      }),
    ),
    ...planted.map(
      ([id, strength, kind, limit]): Condition => ({
        id,
        title: `the same, ${findFault(id).title(strength)}`,
        draws: 40,
        kind,
        setting: { lens: "distance", effort: "quick", n: judged, fault: id, strength },
        ...(limit === undefined ? {} : { limit }),
      }),
    ),
  ],
  async draw({ id, setting }, draw, { random, seed, signal, store }) {
    const fault = setting?.fault === undefined ? undefined : findFault(setting.fault);
    const isSeries = series.some(([known]) => known === id);
    let images: { readonly half: NdArray; readonly last: NdArray } | undefined;
    const samples = await dividedDigits({
      division,
      random,
      fingerprint: `${id}/${draw}`,
      plant: (clean) => {
        const input = { ...clean, random: random.split("fault") };
        const faulty = fault === undefined ? clean.images : fault.plant(input, setting?.strength ?? 0);
        images = { half: faulty, last: clean.images };
        return isSeries ? clean.images : faulty;
      },
    });
    const subject = isSeries && images !== undefined ? asSeries(samples, images) : samples;
    const lenses = [findLens("distance")];
    const [result] = await finish(explain({ subject, lenses, store, seed, signal }));
    return alarmsOf(result as LensResult);
  },
};

/** A generator that draws stored images with replacement: `half` at step 50, its own samples at step 100. */
function asSeries(
  { samples: _, ...rest }: Subject,
  { half, last }: { readonly half: NdArray; readonly last: NdArray },
): Subject {
  const spec: LatentSpec = { parts: [{ kind: "noise", name: "row", size: 1, prior: "uniform" }] };
  return {
    ...rest,
    latents: { spec, draw: (count, random) => sampleLatents(spec, count, random) },
    checkpoints: [50, 100],
    step: 100,
    generate: async ({ z }, at) =>
      takeRows(
        at?.checkpoint === 50 ? half : last,
        [...z.data].map((value) =>
          Math.min(division.suspects - 1, Math.floor(((value + 1) / 2) * division.suspects)),
        ),
      ),
  };
}

/** Whether each sentence would be said, and whether a control would have kept it from being said. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const named = (start: string) => measures.filter(({ name }) => name.startsWith(start));
  const isUnsaid = (statement: string): boolean =>
    controls.some(({ id, found, draws }) => id.startsWith(`${statement}-`) && found !== draws);
  const { interval } = named("the same change as it is judged")[0] ?? {};
  return {
    gap: named("the same as it is judged").some(({ interval: of }) => (of?.low ?? 0) > 1),
    copies: (named("chance of as many near-copies")[0]?.value ?? 1) <= alarm,
    collapse: (named("variance of generated images")[0]?.value ?? 1) < 1e-4,
    "gap-unsaid": isUnsaid("gap"),
    "copies-unsaid": isUnsaid("copies"),
    ...(interval === undefined
      ? {}
      : { course: interval.high < 1 || interval.low > 1, "course-unsaid": isUnsaid("course") }),
  };
}
