import { finish, type LensResult, type NdArray, Random, rows } from "@ganlens/core";
import { explain, findFault, findLens } from "@ganlens/interpret";
import type { Condition, Experiment, Found } from "../experiment.ts";
import { dividedDigits } from "./divided-digits.ts";
import { overfittedGenerator } from "./overfitted-generator.ts";

const division = { suspects: 2000, train: 2000 };
/** Half of the 1,000 that are held out: planted faults and the placebo are of these. */
const held = 500;
/** The lens raises an alarm at this chance; for copies it is divided among three searches. */
const alarm = 0.01;

const nothing: Condition["kind"] = { copies: "null", repeats: "null" };
const copied: Condition["kind"] = { copies: "power", repeats: "null" };

const planted: readonly (readonly [
  fault: string,
  strength: number,
  kind: Condition["kind"],
  limit?: string | undefined,
  draws?: number,
])[] = [
  ["exact-copies", 0.05, { ...copied, "copies-spike-in": "power" }],
  ["duplicates", 0.05, { copies: "null", repeats: "power", "repeats-spike-in": "power" }],
  ["exact-copies", 0.02, copied],
  ["noised-copies", 0.02, copied],
  ["shifted-copies", 0.05, copied],
  ["exact-copies", 0.01, copied, "1 % is not always seen"],
  ["noised-copies", 0.05, copied],
  ["shifted-copies", 0.02, copied, "2 % are not always seen"],
  ["few-images", 60, { repeats: "power" }],
  ["blur", 1, nothing],
  ["dilation", 1, nothing],
  ["part-copies", 0.05, copied, "copies of a part are not looked for"],
  ["interpolations", 0.05, copied, "mixtures of two images are not looked for"],
  ["exact-copies", 0.1, copied, undefined, 20],
  ["part-copies", 0.02, copied, "copies of a part are not looked for", 20],
  ["part-copies", 0.1, copied, "copies of a part are not looked for", 20],
  ["noised-copies", 0.01, copied, "1 % is not always seen", 20],
  ["shifted-copies", 0.01, copied, "1 % is not always seen", 20],
];

/** Training images that an overfitted generator reproduces, and nothing else. */
const learned = 50;
/** Suspects where there are few of them. */
const fewer = 500;

/** How often the sentences of the memorisation lens are said of digits whose truth is known, the lens run as it is shipped. */
export const memorisationVerdicts: Experiment = {
  name: "memorisation-verdicts",
  version: 1,
  description:
    "How often the lens `memorisation` says that images are copies, or that they repeat, at effort quick: mnist-5k, all 5,000 images divided anew in each draw into 2,000 that stand for a generator's samples, 2,000 training images and 1,000 held out; draws of one number have one division in all conditions.",
  conditions: [
    {
      id: "null",
      title: "real images that the other side does not hold",
      draws: 200,
      kind: { ...nothing, "copies-placebo": "null", "repeats-placebo": "null" },
      setting: settingOf(),
    },
    {
      id: `null-${fewer}`,
      title: `the first ${fewer} of them`,
      draws: 40,
      kind: nothing,
      setting: { ...settingOf(), n: fewer },
    },
    {
      id: `overfitted-${learned}`,
      title: `images of a generator that was fitted to reproduce ${learned} training images: a network from ${learned} fixed latents, drawn near them`,
      draws: 20,
      kind: { copies: "power", repeats: "power" },
      setting: { ...settingOf(), fault: "overfitted-generator", strength: learned },
    },
    ...planted.map(
      ([fault, strength, kind, limit, draws = 40]): Condition => ({
        id: `${fault}-${strength}`,
        title: `the same, ${findFault(fault).title(strength)}`,
        draws,
        kind,
        setting: { ...settingOf(), fault, strength },
        ...(limit === undefined ? {} : { limit }),
      }),
    ),
  ],
  async draw({ id, setting }, draw, { random, seed, signal, shared }) {
    let reproducedBy: number | undefined;
    const subject = await dividedDigits({
      division,
      // One division for all conditions, so that its autoencoder is fitted once.
      random: Random.fromSeed(seed).split("memorisation"),
      fingerprint: `${id}/${draw}`,
      plant: async (clean): Promise<NdArray> => {
        const { fault, strength = 0, n = division.suspects } = setting ?? {};
        if (fault === undefined) return rows(clean.images, 0, n);
        const drawn = random.split("fault");
        if (fault !== "overfitted-generator") {
          return findFault(fault).plant({ ...clean, random: drawn }, strength);
        }
        const made = await overfittedGenerator({
          learned: rows(clean.training, 0, strength),
          count: n,
          random: drawn,
        });
        reproducedBy = made.error;
        return made.drawn;
      },
    });
    const lenses = [findLens("memorisation")];
    const [result] = await finish(explain({ subject, lenses, store: shared, seed, signal, replace: true }));
    const found = alarmsOf(result as LensResult);
    return reproducedBy === undefined ? found : { ...found, "differs-from-learned": reproducedBy };
  },
};

function settingOf(): NonNullable<Condition["setting"]> {
  const ofHeld = ["copies-placebo", "repeats-placebo", "copies-spike-in", "repeats-spike-in"];
  return {
    lens: "memorisation",
    effort: "quick",
    n: division.suspects,
    nOf: Object.fromEntries(ofHeld.map((statement) => [statement, held])),
  };
}

/** Whether each sentence would be said, of the images and of what stands in their place. */
function alarmsOf({ measures, controls }: LensResult): Found {
  const chances = (start: string) =>
    measures.filter(({ name }) => name.startsWith(start)).map(({ value }) => value ?? 1);
  const copies = chances("chance of as many where nothing was copied");
  const heldAs = (id: string) => controls.find((control) => control.id === id)?.found;
  return {
    copies: copies.some((chance) => chance <= alarm / copies.length),
    repeats: chances("chance of as many repeats").some((chance) => chance <= alarm),
    "copies-placebo": heldAs("copies-placebo") === 0,
    "repeats-placebo": heldAs("repeats-placebo") === 0,
    "copies-spike-in": heldAs("copies-exact-copies") === 1,
    "repeats-spike-in": heldAs("repeats-duplicates") === 1,
    pixels: copies[0] ?? null,
    shifted: copies[1] ?? null,
    codes: copies[2] ?? null,
  };
}
