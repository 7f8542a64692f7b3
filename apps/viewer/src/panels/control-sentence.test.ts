import type { Control } from "@ganlens/core";
import { expect, it } from "vitest";
import { controlName, controlPassed, controlSentence } from "./control-sentence.ts";

const control: Control = { id: "copies", kind: "spike-in", title: "5 % copies", draws: 5, found: 4 };

it("says of a control what was found here, and what the calibration found", () => {
  expect(controlName(control)).toBe("Planted fault: 5 % copies");
  expect(controlSentence(control)).toBe("found as it must be in 4 of 5 draws; not calibrated yet");
  const calibration = { found: 190, draws: 200, n: 2000 };
  expect(controlSentence({ ...control, draws: 1, found: 1, calibration })).toBe(
    "found as it must be in 1 of 1 draw; in the calibration in 190 of 200, at n = 2000",
  );
  expect(controlSentence({ ...control, draws: 0, found: null, reason: "there are no real images" })).toBe(
    "could not be made, because there are no real images; not calibrated yet",
  );
});

it("knows a control that held, one that did not, and one that was not made", () => {
  expect([2, 3, null].map((found) => controlPassed({ ...control, found }))).toEqual([false, true, null]);
});
