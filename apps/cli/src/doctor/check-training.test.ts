import { expect, test } from "vitest";
import { gradientFinding, lossFinding } from "./check-training.ts";
import { nodeFinding } from "./check-versions.ts";

test("a loss that does not fall, or is not a number, is broken", () => {
  expect(lossFinding({ before: 1, after: 0.5 }).state).toBe("good");
  for (const after of [1, 2, Number.NaN]) {
    expect(lossFinding({ before: 1, after })).toMatchObject({
      state: "broken",
      advice: expect.stringContaining("cpu"),
    });
  }
});

test("a gradient must agree to a thousandth of its largest entry", () => {
  const reference = { gradient: Float32Array.of(2, -1, 0) };
  const found = (...gradient: number[]) =>
    gradientFinding({ gradient: Float32Array.from(gradient) }, reference).state;
  expect(found(2, -1, 0)).toBe("good");
  expect(found(2.001, -1, 0)).toBe("good");
  expect(found(2.01, -1, 0)).toBe("broken");
  expect(found(2, -1)).toBe("broken");
  expect(found(2, Number.NaN, 0)).toBe("broken");
});

test("an old Node is broken", () => {
  expect(nodeFinding("20.19.0").state).toBe("good");
  expect(nodeFinding("24.0.1").state).toBe("good");
  expect(nodeFinding("20.18.9")).toMatchObject({
    state: "broken",
    advice: expect.stringContaining("newer Node"),
  });
  expect(nodeFinding("18.20.0").state).toBe("broken");
});
