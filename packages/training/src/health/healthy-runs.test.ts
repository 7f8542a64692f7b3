import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { HealthWatch } from "./health-watch.ts";
import type { Observation } from "./observation.ts";

/** Logged steps of runs of the presets that went well, as `pnpm test:long healthy-presets` records them. */
const folder = new URL("./testdata/healthy/", import.meta.url);
const every = 10;

interface TracedStep {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, number>>;
}

/** Steps between two that were logged have the numbers of the next one, but for those that only logged steps have. */
function* observations(trace: readonly TracedStep[]): Generator<Observation> {
  const totalSteps = trace.at(-1)?.step ?? 0;
  const common = { totalSteps, statistics: {}, falling: [] };
  let last = 0;
  for (const { step, losses, parts } of trace) {
    const between = Object.entries(parts).filter(([name]) => /^discriminator\/(real|fake)-/.test(name));
    for (let at = last + 1; at < step; at++) {
      yield { ...common, step: at, losses, parts: Object.fromEntries(between) };
    }
    yield { ...common, step, losses, parts };
    last = step;
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

it("has runs of every preset for digits", () => {
  for (const preset of ["demo", "dcgan", "mlp-gan"]) {
    expect(names.some((name) => name.startsWith(preset))).toBe(true);
  }
});

it.each(names)("no alarm in %s", (name) => {
  const trace = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as readonly TracedStep[];
  expect(trace.length).toBeGreaterThan(300 / every);
  const watch = new HealthWatch();
  expect([...observations(trace)].flatMap((each) => watch.observe(each))).toEqual([]);
});
