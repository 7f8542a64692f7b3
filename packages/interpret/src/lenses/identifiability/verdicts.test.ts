import type { LatentSpec, Measure } from "@ganlens/core";
import { expect, it } from "vitest";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { identifiabilityAnswer } from "./answer.ts";
import type { IdentifiabilityMeasures } from "./measures.ts";
import type { ReadBack } from "./read-back.ts";
import type { Sensitivity } from "./sensitivity.ts";
import { identifiabilityVerdicts } from "./verdicts.ts";

const latent: LatentSpec = { parts: [{ kind: "noise", name: "noise", size: 64, prior: "normal" }] };
const interval = (low: number, high: number) =>
  ({ low, high, level: 0.95, method: "as given", resampled: "samples" }) as const;

const row = (changes: Partial<CalibrationRow>): CalibrationRow => ({
  lens: "identifiability",
  statement: "readable",
  kind: "null",
  effort: "quick",
  n: 3000,
  found: 3,
  draws: 200,
  met: true,
  ...changes,
});
const fields = { fault: "smooth-fields", strength: 4, kind: "power", draws: 40 } as const;
const subspace = { fault: "sensitive-subspace", strength: 0.8, kind: "power", draws: 40 } as const;
const rows: readonly CalibrationRow[] = [
  row({}),
  row({ statement: "moves", n: 512 }),
  row({ statement: "readable-placebo", found: 1 }),
  row({ ...fields, found: 40 }),
  row({ ...fields, statement: "readable-spike-in", found: 39 }),
  row({ ...subspace, statement: "moves", n: 512, found: 38 }),
];

interface Changes {
  readonly count?: number;
  readonly placebo?: readonly number[];
  readonly planted?: readonly boolean[];
  readonly above?: boolean;
  readonly leading?: readonly boolean[];
  readonly size?: LatentSpec;
}

function facts({
  count = 9,
  placebo = [0],
  planted = [true],
  above = true,
  leading = [true],
  size = latent,
}: Changes) {
  const half = {
    above: Array.from({ length: count }, (_, i) => i),
    interval: interval(count, count + 3),
    limit: 0.557,
  };
  const drawn = {
    counted: { half, fourFifths: half },
    codeSize: 64,
    testCount: 3000,
    controls: { placebo, planted },
  } as unknown as ReadBack;
  const sensitivity = {
    points: 256,
    effective: { value: 21.04, n: 256 },
    share: {
      size: count,
      held: { value: 0.6, n: 256, interval: interval(0.58, 0.62) },
      best: 0.75,
      ratio: { value: 0.8, n: 256, interval: interval(0.78, 0.82) },
      chance: 0.1875,
      pValue: 0.0025,
      above,
    },
    controls: { placebo: [false], leading },
  } as unknown as Sensitivity;
  return { latent: size, drawn, sensitivity };
}

const headlines = (changes: Changes, some = rows, effort: "glance" | "quick" = "quick") =>
  identifiabilityVerdicts(facts(changes), effort, some).verdicts.map(({ level, headline }) => [
    level,
    headline,
  ]);

it("says at least how many directions can be read, and what they hold of what moves the picture", () => {
  const { verdicts, controls } = identifiabilityVerdicts(facts({}), "quick", rows);
  expect(verdicts.map(({ id, level, headline }) => [id, level, headline])).toEqual([
    ["readable", "note", "At least 9 of 64 noise directions can be read from its pictures."],
    ["moves", "note", "What can be read makes up about three fifths of what moves the picture."],
  ]);
  const [readable, moves] = verdicts;
  expect(readable?.detail).toMatch(/linear read-out of one 64-number code, and so a lower bound/);
  expect(readable?.detail).toMatch(/3000 test images: 9 to 12, 95 %.*R² 0\.557.*smooth fields, 40 of 40\./);
  expect(moves?.detail).toMatch(
    /hold 60 % \[58 %, 62 %\].*best 9 hold 75 %: 80 % \[78 %, 82 %\].*256 points/,
  );
  expect(moves?.detail).toMatch(/9 random ones hold 19 % of it/);
  const ids = ["readable-placebo", "readable-spike-in", "moves-placebo", "moves-spike-in"];
  expect(controls.map(({ id }) => id)).toEqual(ids);
  expect([readable?.controls, moves?.controls]).toEqual([ids.slice(0, 2), ids.slice(2)]);
  // Of a placebo, draws that came out clean are said; a row counts its alarms.
  expect(controls[0]?.calibration).toEqual({ found: 199, draws: 200, n: 3000 });
  expect(controls[1]?.calibration).toEqual({ found: 39, draws: 40, n: 3000 });
  expect(controls[2]?.calibration).toBeUndefined();
});

it("says no sentence whose null row is missing", () => {
  expect(headlines({}, [])).toEqual([]);
  expect(headlines({}, rows.slice(0, 1))).toHaveLength(1);
  expect(identifiabilityVerdicts(facts({}), "quick", []).controls).toHaveLength(4);
});

it("cannot tell where none was found, and says so of all where all were", () => {
  expect(headlines({ count: 0 }, rows.slice(0, 1))).toEqual([
    ["cannot tell", "None was found, but whether any of its 64 noise directions can be read cannot be told."],
  ]);
  expect(headlines({ count: 64 }, rows.slice(0, 1))).toEqual([
    ["note", "All 64 noise directions can be read from its pictures."],
  ]);
  const one: LatentSpec = { parts: [{ kind: "noise", name: "noise", size: 1, prior: "normal" }] };
  expect(headlines({ count: 1, size: one }, rows.slice(0, 1))).toEqual([
    ["note", "Its one noise direction can be read from its pictures."],
  ]);
  expect(headlines({ above: false })[1]).toEqual([
    "note",
    "What can be read could not be told to move the picture more than chance.",
  ]);
});

it("lets a control that failed take its own statement only", () => {
  const levels = (changes: Changes) => headlines(changes).map(([level]) => level);
  expect(levels({ placebo: [0, 1, 1, 0, 1] })).toEqual(["cannot tell", "note"]);
  // One alarm of five is chance.
  expect(levels({ placebo: [0, 0, 1, 0, 0] })).toEqual(["note", "note"]);
  expect(levels({ planted: [true, false] })).toEqual(["cannot tell", "note"]);
  expect(levels({ leading: [false] })).toEqual(["note", "cannot tell"]);
  const { sensitivity, ...rest } = facts({});
  const few = { ...sensitivity, controls: undefined };
  const { verdicts } = identifiabilityVerdicts({ ...rest, sensitivity: few }, "quick", rows);
  expect(verdicts.map(({ level }) => level)).toEqual(["note", "cannot tell"]);
});

it("answers in at most 60 words from the same numbers", () => {
  const sum = { value: 10.4, interval: interval(10.2, 10.5) } as unknown as Measure;
  const answer = identifiabilityAnswer({ sum } as IdentifiabilityMeasures, facts({}));
  expect(answer.split(/\s+/).length).toBeLessThanOrEqual(60);
  for (const said of [
    "At least 9 of 64",
    "64-number code",
    "about 21 directions",
    "80 % [78 %, 82 %]",
    "19 %",
  ])
    expect(answer).toContain(said);
  const none = identifiabilityAnswer({ sum } as IdentifiabilityMeasures, {
    ...facts({ count: 0 }),
    sensitivity: undefined,
  });
  expect(none).toMatch(/^None of 64 .* cannot be told from samples alone/);
});
