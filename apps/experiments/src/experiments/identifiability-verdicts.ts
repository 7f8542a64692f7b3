import { decodeNpz, finish, type LensResult, type NdArray, type Random, type RunStore } from "@ganlens/core";
import { explain, findLens, openSubject } from "@ganlens/interpret";
import { symmetricEigenvalues } from "@ganlens/metrics";
import type { Condition, Experiment, Found } from "../experiment.ts";
import {
  noiseSize,
  orthonormalDirections,
  type Paint,
  type PlantedFields,
  plantedFields,
} from "../planted-fields.ts";

/** Test images, and points of E[JᵀJ], of the lens at `quick` for 16 noise inputs. */
const [testCount, points] = [3000, 512];
/** The lens says "more than chance" where as much is seen by chance in at most this share. */
const alarm = 0.01;
/** Step of the lens's differences. */
const step = 0.05;

interface Case extends Pick<Condition, "id" | "title" | "draws" | "kind"> {
  readonly fault?: { readonly fault: string; readonly strength: number };
  readonly n: number;
  /** Directions that can truly be read by R² above 0.5. */
  readonly readable: number;
  readonly paints: readonly Paint[];
  /** True where directions of waves have nothing to do with those that can be read: drawn by themselves. */
  readonly apart?: boolean;
}

const times = (count: number, paint: Paint): readonly Paint[] => new Array<Paint>(count).fill(paint);
const field: Paint = { kind: "linear", amplitude: 0.1 };

const cases: readonly Case[] = [
  {
    id: "null-noise",
    title: "pictures that have nothing to do with the noise: none can be read",
    draws: 200,
    kind: { readable: "null", "readable-placebo": "null" },
    n: testCount,
    readable: 0,
    paints: times(8, { kind: "hash", amplitude: 0.1 }),
  },
  {
    id: "null-part",
    title: "4 directions that can be read, 4 of R² 0.45: more than 4 are said",
    draws: 200,
    kind: { readable: "null", "readable-placebo": "null" },
    n: testCount,
    readable: 4,
    paints: [...times(4, field), ...times(4, { kind: "part", amplitude: 0.1, share: 0.45 })],
  },
  {
    id: "null-moves",
    title: "4 directions that can be read, 8 others at any angle to them that move the picture far more",
    draws: 200,
    kind: { moves: "null", "moves-placebo": "null" },
    n: points,
    readable: 4,
    paints: [
      ...times(4, { kind: "linear", amplitude: 0.02 }),
      ...times(8, { kind: "wave", amplitude: 0.06, frequency: 6 }),
    ],
    apart: true,
  },
  {
    id: "power-fields",
    title: "4 directions that paint smooth fields, 12 that do nothing: at least 3 are said",
    draws: 40,
    kind: { readable: "power", "readable-spike-in": "power", "readable-lost": "null" },
    fault: { fault: "smooth-fields", strength: 4 },
    n: testCount,
    readable: 4,
    paints: times(4, field),
  },
  {
    id: "power-moves",
    title: "4 directions that can be read and hold four fifths of what the best 4 hold, 8 others that cannot",
    draws: 40,
    kind: {
      moves: "power",
      "moves-spike-in": "power",
      "moves-lost": "null",
      "moves-share": "coverage",
    },
    fault: { fault: "sensitive-subspace", strength: 0.8 },
    n: points,
    readable: 4,
    paints: [
      ...times(4, field),
      ...times(2, { kind: "wave", amplitude: 0.1 * Math.sqrt(3 / 16), frequency: 4 }),
      ...times(6, { kind: "wave", amplitude: 0.1 * Math.sqrt(0.6 / 16), frequency: 4 }),
    ],
  },
];

/** How often the sentences of the identifiability lens are said of generators whose truth is known, the lens run as it is shipped. */
export const identifiabilityVerdicts: Experiment = {
  name: "identifiability-verdicts",
  version: 1,
  description:
    "How often the lens `identifiability` says how many directions of noise can be read, and that these hold more than chance of what moves the picture, at effort quick: pictures of 16 × 16, smooth patterns weighed by 16 normal numbers, patterns and directions drawn anew in each draw.",
  conditions: cases.map(({ id, title, draws, kind, fault, n }) => ({
    id,
    title,
    draws,
    kind,
    setting: { lens: "identifiability", effort: "quick", n, ...fault },
  })),
  async draw({ id }, draw, { random, seed, signal, store }) {
    const planted = cases.find((known) => known.id === id) as Case;
    const fields = generatorOf(planted, random);
    const subject = await openSubject({
      name: "planted fields",
      fingerprint: `${id}/${draw}`,
      imageShape: [16, 16, 1],
      latent: { parts: [{ kind: "noise", name: "noise", size: noiseSize, prior: "normal" }] },
      generate: ({ z }) => fields.generate(z),
    });
    const [result] = await finish(
      explain({ subject, lenses: [findLens("identifiability")], store, seed, signal }),
    );
    const found = foundIn(result as LensResult, planted);
    if (id !== "power-moves") return found;
    return { ...found, ...(await coverage(result as LensResult, { fields, store })) };
  },
};

function generatorOf({ paints, apart = false }: Case, random: Random): PlantedFields {
  const waves = paints.findIndex(({ kind }) => kind === "wave");
  const first = apart ? waves : paints.length;
  const directions = [
    ...orthonormalDirections(first, random.split("directions")),
    ...orthonormalDirections(paints.length - first, random.split("directions apart")),
  ];
  return plantedFields({ paints, directions, random });
}

/** What is said, controls counted in: where one came out as it must not, the sentence is lost. */
function foundIn({ measures, controls }: LensResult, { kind, readable }: Case): Found {
  const measure = (name: RegExp) => measures.find((each) => name.test(each.name));
  const control = (id: string): boolean | null => {
    const { found = null, draws = 0 } = controls.find((each) => each.id === id) ?? {};
    return found === null ? null : found === draws;
  };
  const lost = (statement: string): boolean =>
    [control(`${statement}-placebo`), control(`${statement}-spike-in`)].includes(false);
  const alarmOf = (id: string): boolean | null => {
    const right = control(id);
    return right === null ? null : !right;
  };
  const count = measure(/^directions with R² above 0.5/)?.interval?.low ?? 0;
  const share = measure(/over that of the best as many/);
  const above =
    (measure(/^chance that as many random directions/)?.value ?? 1) <= alarm &&
    (share?.interval?.low ?? 0) > (share?.floor?.value ?? 1);
  const isPower = typeof kind !== "string" && kind.readable === "power";
  return {
    readable: !lost("readable") && (isPower ? count >= readable - 1 && count <= readable : count > readable),
    "readable-placebo": alarmOf("readable-placebo"),
    "readable-spike-in": control("readable-spike-in"),
    "readable-lost": lost("readable"),
    "readable-count": count,
    moves: !lost("moves") && above,
    "moves-placebo": alarmOf("moves-placebo"),
    "moves-spike-in": control("moves-spike-in"),
    "moves-lost": lost("moves"),
    "moves-value": share?.value ?? null,
  };
}

/** Whether the interval of what moves the picture holds the truth, which is known of waves and linear fields. */
async function coverage(
  { measures }: LensResult,
  { fields, store }: { readonly fields: PlantedFields; readonly store: RunStore },
): Promise<Found> {
  const gram = fields.sensitivity(step);
  const values = [...symmetricEigenvalues(gram)].sort((a, b) => b - a);
  const measure = (name: RegExp) => measures.find((each) => name.test(each.name));
  const holds = (name: RegExp, truth: number): boolean | null => {
    const interval = measure(name)?.interval;
    return interval === undefined ? null : interval.low <= truth && truth <= interval.high;
  };
  const count = measure(/^directions with R² above 0.5/)?.interval?.low ?? 0;
  const files = decodeNpz(await store.read("lenses/identifiability/directions.npz"));
  const held = heldBy(gram, files.arrays.get("canonical_directions") as NdArray, count);
  const best = values.slice(0, count).reduce((sum, value) => sum + value, 0);
  return {
    "moves-share": count === 0 ? null : holds(/over that of the best as many/, held / best),
  };
}

/** tr(P M) of the first rows' projection: they are counted in the order in which they are read best. */
function heldBy({ data: gram }: NdArray<Float64Array>, { data }: NdArray, count: number): number {
  let held = 0;
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < gram.length; at++) {
      const [i, j] = [Math.floor(at / noiseSize), at % noiseSize];
      held +=
        (data[row * noiseSize + i] as number) * (data[row * noiseSize + j] as number) * (gram[at] as number);
    }
  }
  return held;
}
