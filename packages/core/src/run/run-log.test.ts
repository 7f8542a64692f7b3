import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LogDigest } from "../contracts/checkpoint-manifest.ts";
import { LogHash } from "./log-hash.ts";
import { logUntil } from "./run-log.ts";

const line = (step: number, seconds = 0) =>
  JSON.stringify({ step, images: 8 * step, losses: { generator: 1 / step }, time: { seconds } });
const log = (steps: readonly number[], seconds = 0) =>
  steps.map((step) => `${line(step, seconds)}\n`).join("");
function digestOf(text: string): LogDigest {
  const hash = new LogHash();
  for (const each of text.split("\n").slice(0, -1)) hash.add(each);
  return hash.digest();
}
const digest = digestOf(log([1, 2, 3]));

test("what a checkpoint says of the log is the same at any speed, and as it grows", () => {
  expect(digestOf(log([1, 2, 3], 5))).toEqual(digest);
  expect(digest.bytes).toBe(log([1, 2, 3]).length - 3 * ',"time":{"seconds":0}'.length);
  const hash = new LogHash();
  hash.add(line(1));
  expect(hash.digest()).toEqual(digestOf(log([1])));
  hash.add(line(2));
  hash.add(line(3));
  expect(hash.digest()).toEqual(digest);
});

test.each([
  ["whole lines", log([4, 5])],
  ["a half-written line", line(4).slice(0, 20)],
  ["damaged lines", "\u0000\u0000\n{\n"],
  ["nothing", ""],
])("what comes after a checkpoint is cut off: %s", (_, after) => {
  const text = log([1, 2, 3]) + after;
  expect(logUntil(text, { step: 3, digest })).toEqual({
    kept: log([1, 2, 3]),
    damaged: [],
    fault: undefined,
  });
});

test.each([
  [
    "a damaged line",
    log([1]) + "garbage\n" + log([3, 4]),
    [2],
    /^Line 2 of metrics\.ndjson cannot be read/,
    [1, 3],
  ],
  ["several", "{\n" + log([2]) + '{"step":"3"}\n' + log([4]), [1, 3], /^Lines 1, 3 of/, [2]],
  ["a missing line", log([1, 3, 4]), [], /first 3 lines .* are not those/, [1, 3]],
  ["a line twice", log([1, 2, 2, 3]), [], /first 3 lines .* are not those/, [1, 2, 3]],
  ["another loss", log([1, 2, 3]).replace("0.5", "0.6"), [], /first 3 lines .* are not those/, undefined],
  ["an end that is gone", log([1, 2]), [], /has 2 lines, and had 3 when the checkpoint of step 3/, [1, 2]],
] as const)("%s before a checkpoint is told, and the rest can be kept", (_, text, damaged, fault, kept) => {
  const found = logUntil(text, { step: 3, digest });
  expect(found.damaged).toEqual(damaged);
  expect(found.fault).toMatch(fault);
  expect(found.kept).toBe(kept === undefined ? text : log(kept));
});

test("a checkpoint without a chain takes lines by their step, and a damaged one before it is told", () => {
  expect(logUntil(log([1, 2, 3, 4]), { step: 3 })).toEqual({
    kept: log([1, 2, 3]),
    damaged: [],
    fault: undefined,
  });
  expect(logUntil(`${log([1, 2, 3, 4])}{\n`, { step: 3 }).fault).toBeUndefined();
  expect(logUntil(`${log([1])}{\n${log([3, 4])}`, { step: 3 })).toMatchObject({
    kept: log([1, 3]),
    damaged: [2],
    fault: expect.stringContaining("Line 2"),
  });
});

test("a text with any one character changed is found, unless it says the same or only its times differ", () => {
  const text = log([1, 2, 3]);
  const said = (lines: string) =>
    lines
      .split("\n")
      .slice(0, -1)
      .map((each) => {
        try {
          return { ...JSON.parse(each), time: undefined };
        } catch {
          return each;
        }
      });
  let found = 0;
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 32, max: 126 }), (at, code) => {
      const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
      const { fault } = logUntil(changed, { step: 3, digest });
      expect(fault === undefined).toBe(isDeepStrictEqual(said(changed), said(text)));
      if (fault !== undefined) found++;
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});
