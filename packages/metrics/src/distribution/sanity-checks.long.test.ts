import { readFile } from "node:fs/promises";
import { Random } from "@ganlens/core";
import { expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { clippedDensityCoverage } from "./clipped-density-coverage.ts";
import { prdc } from "./prdc.ts";

/**
 * Sanity checks of measures of fidelity and diversity, in the spirit of Räisä et al. 2025 (arXiv 2505.22450): simple pairs of
 * distributions of which it is known what a measure should say. The table that it prints stands in this package's README,
 * and is compared with it.
 */

const names = ["precision", "density", "clipped density", "recall", "coverage", "clipped coverage"] as const;
type Name = (typeof names)[number];
type Scores = Readonly<Record<Name, number>>;
const isFidelity = (name: Name): boolean => names.indexOf(name) < 3;

const repeats = 5;
const count = 1000;

interface Pair {
  readonly real: Features;
  readonly generated: Features;
}

/** Means over draws, each with the intervals left out. */
function score(draw: (random: Random) => Pair): Scores {
  const sums = new Map<Name, number>(names.map((name) => [name, 0]));
  for (let r = 0; r < repeats; r++) {
    const pair = draw(Random.fromSeed(1).split(`draw ${r}`));
    const { precision, recall, density, coverage } = prdc({ ...pair, interval: "fixed-balls" });
    const { clippedDensity, clippedCoverage } = clippedDensityCoverage(pair);
    const values = [precision, density, clippedDensity, recall, coverage, clippedCoverage];
    names.forEach((name, i) => {
      sums.set(name, (sums.get(name) as number) + (values[i]?.value as number) / repeats);
    });
  }
  return Object.fromEntries(sums) as unknown as Scores;
}

const features = (data: Float32Array | Float64Array, d: number): Features =>
  ({ data, shape: [data.length / d, d] }) as Features;

/** N(mean · 1, I) */
const normal = (
  random: Random,
  name: string,
  { n = count, d, mean = 0 }: { n?: number; d: number; mean?: number },
) => features(random.split(name).normal(n * d, { mean }), d);

/** Even on the surface of a ball. */
function sphere(random: Random, name: string, d: number, radius: number): Features {
  const { data } = normal(random, name, { d });
  return features(
    Float32Array.from(data, (value, at) => {
      const row = data.subarray(at - (at % d), at - (at % d) + d);
      return (radius * value) / Math.hypot(...row);
    }),
    d,
  );
}

/** As many rows of each mode, modes 10 apart along their own axes. */
function modes(random: Random, name: string, { d, used }: { d: number; used: number }): Features {
  const { data } = normal(random, name, { d });
  return features(
    data.map((value, at) => value + (at % d === Math.floor(at / d) % used ? 10 : 0)),
    d,
  );
}

/** Rows changed by their index. */
const moved = ({ data, shape: [, d = 1] }: Features, by: (row: number, column: number) => number): Features =>
  features(
    Float32Array.from(data, (value, at) => value + by(Math.floor(at / d), at % d)),
    d,
  );

const scaled = ({ data, shape: [, d = 1] }: Features, by: (column: number) => number): Features =>
  features(
    Float32Array.from(data, (value, at) => value * by(at % d)),
    d,
  );

/** What decided, and whether it did so well. */
type Outcome = readonly [passed: boolean, value: number];
interface Check {
  readonly title: string;
  readonly outcomes: () => Readonly<Record<Name, Outcome>>;
}

const each = (outcome: (name: Name) => Outcome): Readonly<Record<Name, Outcome>> =>
  Object.fromEntries(names.map((name) => [name, outcome(name)])) as unknown as Record<Name, Outcome>;
/** The value that lies furthest from the one that is asked for. */
const furthest = (values: readonly number[], from: number): number =>
  values.reduce((worst, value) => (Math.abs(value - from) > Math.abs(worst - from) ? value : worst));
const within = (values: readonly number[], target: number, tolerance = 0.05): Outcome => {
  const value = furthest(values, target);
  return [Math.abs(value - target) <= tolerance, value];
};

const checks: readonly Check[] = [
  {
    title: "equal distributions, d = 2, 16, 64: 1",
    outcomes: () => {
      const all = [2, 16, 64].map((d) =>
        score((random) => ({ real: normal(random, "a", { d }), generated: normal(random, "b", { d }) })),
      );
      return each((name) =>
        within(
          all.map((scores) => scores[name]),
          1,
        ),
      );
    },
  },
  {
    title: "means 6 σ apart, d = 8: 0 either way",
    outcomes: () => {
      const all = [6, -6].map((gap) =>
        score((random) => ({
          real: normal(random, "a", { d: 8 }),
          generated: normal(random, "b", { d: 8, mean: gap / Math.sqrt(8) }),
        })),
      );
      return each((name) =>
        within(
          all.map((scores) => scores[name]),
          0,
        ),
      );
    },
  },
  {
    title: "means 1 σ apart, d = 64: alike either way round",
    outcomes: () => {
      const [one, other] = [0, 1].map((side) =>
        score((random) => ({
          real: normal(random, "a", { d: 64, mean: side / 8 }),
          generated: normal(random, "b", { d: 64, mean: (1 - side) / 8 }),
        })),
      ) as [Scores, Scores];
      return each((name) => within([one[name] - other[name]], 0));
    },
  },
  ...[0.8, 1.25].map((radius) => ({
    title: `spheres of radius 1 and ${radius}, d = 64: 0`,
    outcomes: () => {
      const scores = score((random) => ({
        real: sphere(random, "a", 64, 1),
        generated: sphere(random, "b", 64, radius),
      }));
      return each((name) => within([scores[name]], 0));
    },
  })),
  {
    title: "5 of 10 modes dropped: fidelity stays, diversity halves",
    outcomes: () => {
      const at = (used: number) =>
        score((random) => ({
          real: modes(random, "a", { d: 16, used: 10 }),
          generated: modes(random, "b", { d: 16, used }),
        }));
      const [whole, dropped] = [at(10), at(5)];
      return each((name) => within([dropped[name] / whole[name]], isFidelity(name) ? 1 : 0.5));
    },
  },
  {
    title: "5 modes invented beside 5: fidelity halves, diversity stays",
    outcomes: () => {
      const at = (used: number) =>
        score((random) => ({
          real: modes(random, "a", { d: 16, used: 5 }),
          generated: modes(random, "b", { d: 16, used }),
        }));
      const [whole, invented] = [at(5), at(10)];
      return each((name) => within([invented[name] / whole[name]], isFidelity(name) ? 0.5 : 1));
    },
  },
  {
    title: "one real outlier amid 30 % of bad rows: no change",
    outcomes: () => {
      const at = (outlier: number) =>
        score((random) => ({
          real: moved(normal(random, "a", { d: 8 }), (row) => (row === 0 ? outlier : 0)),
          generated: moved(normal(random, "b", { d: 8 }), (row) => (row < 300 ? 10 : 0)),
        }));
      const [without, with1] = [at(0), at(10)];
      return each((name) => within([with1[name] - without[name]], 0));
    },
  },
  {
    title: "one generated outlier amid 30 % of missed rows: no change",
    outcomes: () => {
      const at = (outlier: number) =>
        score((random) => ({
          real: moved(normal(random, "a", { d: 8 }), (row) => (row < 300 ? 10 : 0)),
          generated: moved(normal(random, "b", { d: 8 }), (row) => (row === 0 ? outlier : 0)),
        }));
      const [without, with1] = [at(0), at(10)];
      return each((name) => within([with1[name] - without[name]], 0));
    },
  },
  {
    title: "the most typical row 1,000 times: fidelity 1, diversity 0",
    outcomes: () => {
      const scores = score((random) => ({
        real: normal(random, "a", { d: 8 }),
        generated: features(new Float32Array(count * 8), 8),
      }));
      return each((name) => within([scores[name]], isFidelity(name) ? 1 : 0));
    },
  },
  {
    title: "n = 250 to 4,000 of both, d = 16: no change",
    outcomes: () => {
      const all = [250, 1000, 4000].map((n) =>
        score((random) => ({
          real: normal(random, "a", { n, d: 16 }),
          generated: normal(random, "b", { n, d: 16, mean: 0.2 }),
        })),
      );
      return each((name) => {
        const values = all.map((scores) => scores[name]);
        return within([Math.max(...values) - Math.min(...values)], 0);
      });
    },
  },
  {
    title: "250 or 4,000 generated beside 1,000, d = 16: no change",
    outcomes: () => {
      const all = [250, 1000, 4000].map((n) =>
        score((random) => ({
          real: normal(random, "a", { d: 16 }),
          generated: normal(random, "b", { n, d: 16, mean: 0.2 }),
        })),
      );
      return each((name) => {
        const values = all.map((scores) => scores[name]);
        return within([Math.max(...values) - Math.min(...values)], 0);
      });
    },
  },
  ...(
    [
      ["all features × 1,000: no change", () => 1000],
      [
        "one feature × 1,000, the others' means shifted: no change",
        (column: number) => (column === 0 ? 1000 : 1),
      ],
    ] as const
  ).map(([title, by]) => ({
    title,
    outcomes: () => {
      const at = (factor: (column: number) => number) =>
        score((random) => ({
          real: scaled(normal(random, "a", { d: 8 }), factor),
          generated: scaled(
            moved(normal(random, "b", { d: 8 }), (_, column) => (column === 0 ? 0 : 1)),
            factor,
          ),
        }));
      const [before, after] = [at(() => 1), at(by)];
      return each((name) => within([after[name] - before[name]], 0));
    },
  })),
];

it("who passes what is as the README says", async () => {
  const passed = new Map<Name, number>(names.map((name) => [name, 0]));
  const rows = checks.map(({ title, outcomes }) => {
    const found = outcomes();
    const cells = names.map((name) => {
      const [good, value] = found[name];
      if (good) passed.set(name, (passed.get(name) as number) + 1);
      return `${good ? "yes" : "**no**"} ${value.toFixed(2).replace("-0.00", "0.00")}`;
    });
    return `| ${title} | ${cells.join(" | ")} |`;
  });
  const table = [
    `| check | ${names.join(" | ")} |`,
    `|---|${"---|".repeat(names.length)}`,
    ...rows,
    `| passed of ${checks.length} | ${names.map((name) => passed.get(name)).join(" | ")} |`,
  ].join("\n");
  process.stdout.write(`${table}\n`);
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  expect(readme).toContain(table);
}, 1_200_000);
