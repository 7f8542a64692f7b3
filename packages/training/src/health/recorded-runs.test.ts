import { readdirSync, readFileSync } from "node:fs";
import type { HealthAlarm } from "@ganlens/core";
import { expect, it } from "vitest";
import { HealthWatch } from "./health-watch.ts";
import type { Observation } from "./observation.ts";

/** Runs of presets, 300 to 800 steps: those that went well, and the article's tiny network, all of whose digits become one. */
const folders = {
  healthy: new URL("./testdata/healthy/", import.meta.url),
  collapsed: new URL("./testdata/collapsed/", import.meta.url),
};

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

const names = readdirSync(folders.healthy);

function alarmsIn(file: URL): readonly HealthAlarm[] {
  const trace = JSON.parse(readFileSync(file, "utf8")) as Trace;
  expect(trace.realSign.length).toBeGreaterThanOrEqual(300);
  expect(trace.logged.length).toBeGreaterThan(30);
  const watch = new HealthWatch();
  return [...observations(trace)].flatMap((each) => watch.observe(each));
}

it("has runs of every preset for digits", () => {
  for (const preset of ["demo", "dcgan", "mlp-gan"]) {
    expect(names.some((name) => name.startsWith(preset))).toBe(true);
  }
});

it.each(names)("no alarm in %s", (name) => {
  expect(alarmsIn(new URL(name, folders.healthy))).toEqual([]);
});

it("the alarm of mode collapse, once, where all samples have become the same digit", () => {
  const alarms = alarmsIn(new URL("seed-mlp-0.json", folders.collapsed));
  expect(alarms.map(({ monitor, about }) => [monitor, about])).toEqual([["mode-collapse", "classes"]]);
  expect(alarms[0]?.evidence.now).toBeCloseTo(1, 5);
});
