import { expect, test } from "vitest";
import { clockWords } from "./clock-words.ts";

test.each([
  [-1, "0:00"],
  [5.4, "0:05"],
  [59.6, "1:00"],
  [725, "12:05"],
  [3599.9, "1:00:00"],
  [3723, "1:02:03"],
])("%d seconds are %s", (seconds, words) => {
  expect(clockWords(seconds)).toBe(words);
});
