import { expect, test } from "vitest";
import { loggedSteps } from "./logged-steps.ts";

test("lines of this version and of earlier ones are read, with what nothing minimises apart", () => {
  const text = [
    '{"step":1,"images":64,"losses":{"generator":1.5},"time":{"seconds":1,"imagesPerSecond":64}}',
    '{"step":2,"images":128,"losses":{"generator":null},"parts":{"discriminator/real-error":0.25,"a":null}}',
    '{"step":3,"losses":{},"parts":{"a":"b"}}',
    '{"step":4,"los',
  ].join("\n");
  expect(loggedSteps(text)).toEqual({
    steps: [
      { step: 1, losses: { generator: 1.5 }, parts: {}, imagesPerSecond: 64 },
      {
        step: 2,
        losses: { generator: null },
        parts: { "discriminator/real-error": 0.25, a: null },
        imagesPerSecond: null,
      },
    ],
    broken: [3],
  });
});
