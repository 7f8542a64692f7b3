import { expect, it } from "vitest";
import { runSteps } from "./run-steps.ts";
import { TrainingWatch } from "./training-watch.ts";

const schedule = {
  totalSteps: 1000,
  sampleEvery: 1,
  logEvery: 1,
  checkpointEvery: 0,
  snapshots: 9,
  keepLast: 1,
  keepEvery: 0,
};

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
