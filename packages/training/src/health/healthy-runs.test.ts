import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { HealthWatch } from "./health-watch.ts";
import type { Observation } from "./observation.ts";

/** Runs of presets that went well. */
const folder = new URL("./testdata/healthy/", import.meta.url);

/** A run as the loop told it: two numbers of every step, the others of those that were logged. */
interface Trace {
  readonly realSign: readonly number[];
  readonly fakeError: readonly number[];
  readonly logged: readonly {
    readonly step: number;
    readonly losses: Readonly<Record<string, number>>;
    readonly parts: Readonly<Record<string, number>>;
  }[];
}

function* observations({ realSign, fakeError, logged }: Trace): Generator<Observation> {
  const byStep = new Map(logged.map((each) => [each.step, each]));
  for (const [i, sign] of realSign.entries()) {
    const { losses = {}, parts = {} } = byStep.get(i + 1) ?? {};
    yield {
      step: i + 1,
      totalSteps: realSign.length,
      losses,
      parts: {
        ...parts,
        "discriminator/real-sign": sign,
        "discriminator/fake-error": fakeError[i] as number,
      },
      statistics: {},
      falling: [],
    };
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

it("has runs of every preset for digits", () => {
  for (const preset of ["demo", "dcgan", "mlp-gan"]) {
    expect(names.some((name) => name.startsWith(preset))).toBe(true);
  }
});

it.each(names)("no alarm in %s", (name) => {
  const trace = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Trace;
  expect(trace.realSign.length).toBeGreaterThanOrEqual(300);
  expect(trace.logged.length).toBeGreaterThan(30);
  const watch = new HealthWatch();
  expect([...observations(trace)].flatMap((each) => watch.observe(each))).toEqual([]);
});
