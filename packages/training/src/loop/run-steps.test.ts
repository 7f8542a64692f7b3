import { describe, expect, it } from "vitest";
import { runSteps, snapshotSteps } from "./run-steps.ts";
import { TrainingWatch } from "./training-watch.ts";

const schedule = { totalSteps: 1000, sampleEvery: 1, logEvery: 1, checkpointEvery: 0, snapshots: 9 };

describe("snapshotSteps", () => {
  it("doubles up to the last step", () => {
    expect(snapshotSteps(schedule)).toEqual([0, 8, 16, 31, 63, 125, 250, 500, 1000]);
  });

  it("leaves out what would coincide in short runs, and all when there are to be none", () => {
    expect(snapshotSteps({ ...schedule, totalSteps: 3 })).toEqual([0, 1, 2, 3]);
    expect(snapshotSteps({ ...schedule, snapshots: 0 })).toEqual([]);
    expect(snapshotSteps({ ...schedule, snapshots: 1 })).toEqual([0]);
  });
});

it("says what was lost when the backend fails in a step, and passes other errors on", async () => {
  const train = async (cause: Error, startStep: number) => {
    const trainee = {
      parameters: {},
      batchSize: 1,
      step: () => Promise.reject(cause),
      save: () => Promise.reject(new Error("not asked for")),
      restore: () => Promise.resolve(),
      dispose: () => {},
    };
    const watch = new TrainingWatch({ totalSteps: schedule.totalSteps, falling: [] });
    for await (const _ of runSteps({ trainee, schedule, watch, startStep, clock: () => 0 }));
  };
  const full = new Error("OOM when allocating tensor");
  await expect(train(full, 0)).rejects.toMatchObject({
    code: "backend-unavailable",
    cause: full,
    message: expect.stringMatching(/out of memory.* Lost: step 1 and all before it/),
  });
  await expect(train(full, 20)).rejects.toThrow(
    /Lost: step 21 and what came after the checkpoint of step 20/,
  );
  const other = new Error("Shapes do not match");
  await expect(train(other, 0)).rejects.toBe(other);
});
