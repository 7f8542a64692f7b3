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

describe("retentionOf", () => {
  it("counts the newest of those that an undisturbed run saves, and the one where training was stopped last", () => {
    const { surplus } = retentionOf({ ...schedule, snapshots: 0, checkpointEvery: 4, keepLast: 2 });
    expect(surplus([])).toEqual([]);
    expect(surplus([4, 8])).toEqual([]);
    expect(surplus([4, 8, 9])).toEqual([4]);
    expect(surplus([8, 9, 10])).toEqual([9]);
    expect(surplus([8, 10, 12])).toEqual([10]);
    expect(surplus([4, 8, 12, 16])).toEqual([4, 8]);
  });
});
