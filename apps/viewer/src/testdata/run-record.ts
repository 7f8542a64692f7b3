import type { RunRecord } from "@ganlens/core";

export const side = 28;
export const latent = 4;
export const dataHash: string = "d".repeat(64);
/** A name that would run a script where it is taken for HTML. */
export const hostileName = '<img src=x onerror="document.title=1">';

/** `run.json` in a state, at a step. */
export function runRecord(state: RunRecord["state"], step: number): RunRecord {
  return {
    schemaVersion: 1,
    name: hostileName,
    trainer: "gan",
    state,
    preset: null,
    config: { conditional: true, generator: { latent } },
    origin: { generator: "set" },
    seed: 3,
    dataset: {
      name: "digits",
      kind: "image",
      shape: [side, side, 1],
      classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
      splits: { train: 10 },
      licence: "none",
      sha256: dataHash,
    },
    versions: { ganlens: "0.0.0" },
    backend: { name: "cpu", device: "test" },
    step,
    totalSteps: 22,
    timings: { startedAt: "2026-01-01T00:00:00.000Z", trainingSeconds: 22, imagesPerSecond: 100 },
  };
}

