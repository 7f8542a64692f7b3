import { type NdArray, Random } from "@ganlens/core";
import { expect, it } from "vitest";
import { witnessCodes, witnessSteps } from "./witness.ts";

/** Codes of which the second entry carries half of the noise of the first, and only the first one is moved. */
function codes(by: number, name: string): NdArray {
  const noise = Random.fromSeed(2).split(name).normal(900);
  const data = new Float32Array(300 * 3);
  for (let i = 0; i < 300; i++) {
    const shared = noise[3 * i] as number;
    data[3 * i] = by + shared + 0.1 * (noise[3 * i + 1] as number);
    data[3 * i + 1] = shared;
    data[3 * i + 2] = noise[3 * i + 2] as number;
  }
  return { data, shape: [300, 3] };
}

it("moves codes the way that generated ones differ, and not by what the classifier only cancels", () => {
  const { data, shape } = witnessCodes({
    generated: { code: codes(0.5, "generated") },
    real: { code: codes(-0.5, "real") },
  });
  expect(shape).toEqual([witnessSteps.length, 3]);
  const first = witnessSteps.map((_, step) => data[3 * step] as number);
  expect(first).toEqual(first.toSorted((a, b) => a - b));
  const far = witnessSteps.length - 1;
  const along = [0, 1, 2].map((k) => (data[3 * far + k] as number) - (data[k] as number));
  // The weights of the first two entries are nearly opposite; what differs is the first one alone.
  expect(along[0]).toBeGreaterThan(2);
  expect(Math.abs(along[1] as number)).toBeLessThan(0.25 * (along[0] as number));
  expect(Math.abs(along[2] as number)).toBeLessThan(0.25 * (along[0] as number));
});
