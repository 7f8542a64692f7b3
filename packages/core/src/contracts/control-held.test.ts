import { expect, it } from "vitest";
import { controlHeld } from "./verdict.ts";

it("a control holds where it came out as it must in more than half of its draws", () => {
  const held = (found: number | null, draws: number) => controlHeld({ found, draws });
  expect([held(1, 1), held(2, 3), held(3, 5)]).toEqual([true, true, true]);
  expect([held(0, 1), held(1, 3), held(2, 4), held(null, 1), held(0, 0)]).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
