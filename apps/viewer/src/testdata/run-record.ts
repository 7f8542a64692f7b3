import type { RunRecord, SubjectRecord } from "@ganlens/core";

export const side = 28;
export const latent = 4;
const dataHash: string = "d".repeat(64);
/** A name that would run a script where it is taken for HTML. */
export const hostileName = '<img src=x onerror="document.title=1">';

const classes: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));

/** What lenses look at in the test's run. */
const subject: SubjectRecord = {
  shape: [side, side, 1],
  latent: {
    parts: [
      { kind: "noise", name: "noise", size: latent, prior: "normal" },
      { kind: "label", name: "class", classes: 10, distribution: Array(10).fill(0.1) },
    ],
  },
  range: [-1, 1],
  generator: { folder: "generator", format: "ganlens" },
};

/** `run.json` in a state, at a step. */
export function runRecord(state: RunRecord["state"], step: number): RunRecord {
  return {
    schemaVersion: 2,
    kind: "trained",
    name: hostileName,
    subject,
    state,
    versions: { ganlens: "0.0.0" },
    backend: { name: "cpu", device: "test" },
    startedAt: "2026-01-01T00:00:00.000Z",
    training: {
      trainer: "gan",
      preset: null,
      config: { conditional: true, generator: { latent } },
      origin: { generator: "set" },
      seed: 3,
      dataset: {
        name: "digits",
        kind: "image",
        shape: [side, side, 1],
        classes,
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
