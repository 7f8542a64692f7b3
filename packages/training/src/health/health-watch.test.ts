import type { HealthAlarm } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { HealthWatch } from "./health-watch.ts";
import type { Monitor } from "./monitor.ts";
import { monitors } from "./monitors.ts";
import type { Observation } from "./observation.ts";
import { planted, plantedFailures, plantedTraining } from "./testdata/planted-failures.ts";

function alarmsIn(
  observations: Iterable<Observation>,
  watch: HealthWatch = new HealthWatch(),
): HealthAlarm[] {
  return [...observations].flatMap((observation) => watch.observe(observation));
}

it("has a planted failure for every monitor", () => {
  expect(Object.keys(plantedFailures).sort()).toEqual(monitors.map(({ id }) => id).sort());
});

it("raises nothing in a planted training that is well", () => {
  expect(alarmsIn(plantedTraining())).toEqual([]);
});

describe.each(monitors.map(({ id }) => id))("%s", (id) => {
  const failure = plantedFailures[id];
  if (failure === undefined) throw new Error(`There is no planted failure for ${id}.`);
  const alarms = alarmsIn(plantedTraining(failure));

  it("sees its planted failure once, with numbers and what to change, and is the only one", () => {
    expect(alarms).toHaveLength(1);
    const [alarm] = alarms;
    expect(alarm).toMatchObject({ monitor: id, about: failure.about });
    expect(alarm?.cause).not.toBe("");
    expect(alarm?.suggestion).toMatch(/^[A-Z].*\.$/);
    expect(Object.values(alarm?.evidence ?? {}).every(Number.isFinite)).toBe(true);
    expect(Object.keys(alarm?.evidence ?? {}).length).toBeGreaterThan(0);
  });

  it("sees it after it began, and before a third of the training has gone by since", () => {
    expect(alarms[0]?.step).toBeGreaterThanOrEqual(planted.from);
    expect(alarms[0]?.step).toBeLessThan(planted.from + planted.totalSteps / 3);
  });

  it("goes on from what was saved as if it had not been stopped", () => {
    const observations = [...plantedTraining(failure)];
    const stop = (alarms[0]?.step ?? 0) - 1;
    const first = new HealthWatch();
    const before = alarmsIn(observations.slice(0, stop), first);
    const second = new HealthWatch();
    second.restore(JSON.parse(JSON.stringify(first.save())));
    const after = alarmsIn(observations.slice(stop), second);
    expect([...before, ...after]).toEqual(alarms);
    expect(second.save()).toEqual(JSON.parse(JSON.stringify(watched(observations).save())));
  });
});

function watched(observations: readonly Observation[]): HealthWatch {
  const watch = new HealthWatch();
  alarmsIn(observations, watch);
  return watch;
}

it("tells an illness again only after it was gone for five looks", () => {
  const flicker: Monitor<null> = {
    ...(monitors[0] as Monitor<null>),
    id: "flicker",
    observe: (_, { step }) => ({
      state: null,
      symptoms: [3, 4, 8, 20].includes(step)
        ? [{ about: "it", cause: "c", evidence: {}, suggestion: "S." }]
        : [],
    }),
  };
  const watch = new HealthWatch([flicker as Monitor]);
  const [observation] = plantedTraining();
  const steps = Array.from({ length: 30 }, (_, i) => ({ ...(observation as Observation), step: i + 1 }));
  expect(alarmsIn(steps, watch).map(({ step }) => step)).toEqual([3, 20]);
});

it("sees samples of one class by a classifier's answers, and by their nearest real images", () => {
  const even = new Array(10).fill(0.1);
  const one = even.map((_, i) => (i === 0 ? 1 : 0));
  const about = (sick: (healthy: Observation) => Partial<Observation>) =>
    alarmsIn(
      [...plantedTraining()].map((each) => (each.step >= planted.from ? { ...each, ...sick(each) } : each)),
    ).map((alarm) => [alarm.monitor, alarm.about]);
  const evaluated = (step: number, generated: readonly number[]) =>
    step % 250 === 0
      ? {
          evaluation: {
            step,
            samples: 100,
            features: "f",
            measures: {},
            classes: { generated, real: even },
            best: null,
          },
        }
      : {};
  const well = [...plantedTraining()].map((each) => ({ ...each, ...evaluated(each.step, even) }));
  expect(alarmsIn(well)).toEqual([]);
  const sick = well.map((each) => ({ ...each, ...evaluated(each.step, each.step > 1500 ? one : even) }));
  expect(alarmsIn(sick).map((alarm) => [alarm.monitor, alarm.about])).toEqual([
    ["mode-collapse", "classes by classifier"],
  ]);
  expect(
    about(({ parts }) => ("samples/classes" in parts ? { parts: { ...parts, "samples/classes": 1 } } : {})),
  ).toEqual([["mode-collapse", "classes"]]);
});

it("refuses what no monitor has saved", () => {
  const watch = new HealthWatch();
  expect(() => watch.restore({ "loss-plateau": { state: { a: 1 }, ill: {} } })).toThrow(/watch\.json/);
  expect(() => watch.restore("no")).toThrow(/watch\.json/);
  watch.restore({ "of another version": { state: 1, ill: {} } });
});
