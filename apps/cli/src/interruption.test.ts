import { expect, test } from "vitest";
import { interruption } from "./interruption.ts";

function interrupted(times: readonly number[]): { aborted: boolean; exits: number } {
  let listener = () => {};
  let now = 0;
  let exits = 0;
  const { signal } = interruption({
    onSignal: (each) => {
      listener = each;
    },
    exit: () => {
      exits += 1;
    },
    clock: () => now,
  });
  for (const time of times) {
    now = time;
    listener();
  }
  return { aborted: signal.aborted, exits };
}

test("the first signal aborts, its echo does nothing, and a later one exits", () => {
  expect(interrupted([])).toEqual({ aborted: false, exits: 0 });
  expect(interrupted([10])).toEqual({ aborted: true, exits: 0 });
  expect(interrupted([10, 12, 40])).toEqual({ aborted: true, exits: 0 });
  expect(interrupted([10, 12, 1500])).toEqual({ aborted: true, exits: 1 });
});
