import { describe, expect, it } from "vitest";
import { retentionOf, snapshotSteps } from "./retention.ts";

const schedule = {
  totalSteps: 1000,
  sampleEvery: 1,
  logEvery: 1,
  checkpointEvery: 0,
  snapshots: 9,
  keepLast: 1,
  keepEvery: 0,
};

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
