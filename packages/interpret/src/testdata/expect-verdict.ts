import type { LensAnswer, Verdict } from "@ganlens/core";
import { expect } from "vitest";

/**
 * Expects that a lens said something, at that level and, where they are given, in those words; gives the verdict for what is left to
 * look at. A statement without a null row in the calibration tables is not said at all, and not found here.
 */
export function expectVerdict(
  { verdicts = [] }: Pick<LensAnswer, "verdicts">,
  id: string,
  level: Verdict["level"],
  words?: RegExp,
): Verdict {
  const found = verdicts.find((verdict) => verdict.id === id);
  if (found === undefined) {
    const said = verdicts.map((verdict) => verdict.id).join(", ");
    throw new Error(`Expected a verdict "${id}", received ${said === "" ? "none" : said}.`);
  }
  expect(found).toMatchObject({
    level,
    ...(words === undefined ? {} : { headline: expect.stringMatching(words) }),
  });
  return found;
}
