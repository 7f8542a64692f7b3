import type { RunRecord } from "@ganlens/core";
import { findLens, lenses } from "@ganlens/interpret";
import { expect, test } from "vitest";
import { explainCall } from "./explain-call.ts";

const asked = {
  store: { location: "/there/runs/my run" },
  record: { training: { seed: 4 } } as RunRecord,
  lenses,
  named: false,
  effort: "quick" as const,
  seed: 4,
  io: { cwd: "/there", program: "ganlens" },
};

test("the call says what differs from what explain does by itself, and no more", () => {
  expect(explainCall(asked)).toBe("ganlens explain 'runs/my run'");
  expect(explainCall({ ...asked, pictures: { size: [8, 9], fit: "cover" } })).toBe(
    "ganlens explain 'runs/my run'",
  );
  expect(
    explainCall({
      ...asked,
      lenses: ["compression", "distance"].map(findLens),
      named: true,
      effort: "normal",
      replace: true,
      seed: 0,
      checkpoint: 0,
      data: "new place",
      heldOut: "unseen.npz",
      compareWith: "others",
      pictures: { size: [8, 9], channels: 1, fit: "stretch" },
      trainingImages: false,
    }),
  ).toBe(
    "ganlens explain 'runs/my run' --lens compression distance --replace --effort normal --seed 0 --checkpoint 0 " +
      "--data 'new place' --held-out unseen.npz --compare-with others --size 8x9 --channels 1 --fit stretch --no-training-images",
  );
});
