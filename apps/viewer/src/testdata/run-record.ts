import type { RunRecord, SubjectRecord } from "@ganlens/core";

/** Height, width, channels. */
export type TestShape = readonly [number, number, number];
export const digitShape: TestShape = [28, 28, 1];
export const latent = 4;
const dataHash: string = "d".repeat(64);
/** A name that would run a script where it is taken for HTML. */
export const hostileName = '<img src=x onerror="document.title=1">';

const classes: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));

/** What lenses look at in the test's run: digits of ten classes, or images of another shape without classes. */
function subjectOf(shape: TestShape): SubjectRecord {
  const noise = { kind: "noise", name: "noise", size: latent, prior: "normal" } as const;
  const label = { kind: "label", name: "class", classes: 10, distribution: Array(10).fill(0.1) } as const;
  return {
    shape: [...shape],
    latent: { parts: shape === digitShape ? [noise, label] : [noise] },
    range: [-1, 1],
    generator: { folder: "generator", format: "ganlens" },
  };
}

/** `run.json` in a state, at a step. */
export function runRecord(state: RunRecord["state"], step: number, shape: TestShape = digitShape): RunRecord {
  return {
    schemaVersion: 2,
    kind: "trained",
    name: hostileName,
    subject: subjectOf(shape),
    state,
    versions: { ganlens: "0.0.0" },
    backend: { name: "cpu", device: "test" },
    startedAt: "2026-01-01T00:00:00.000Z",
    training: {
      trainer: "gan",
      preset: null,
      config: { conditional: shape === digitShape, generator: { latent } },
      origin: { generator: "set" },
      seed: 3,
      dataset: {
        name: "digits",
        kind: "image",
        shape: [...shape],
        ...(shape === digitShape ? { classes } : {}),
        splits: { train: 10 },
        licence: "none",
        sha256: dataHash,
      },
      step,
      totalSteps: 22,
      seconds: 22,
      imagesPerSecond: 100,
    },
  };
}
