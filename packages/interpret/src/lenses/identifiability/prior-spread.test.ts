import type { LatentSpec } from "@ganlens/core";
import { expect, it } from "vitest";
import { priorSpread, sigmaWords, spreadAlong } from "./prior-spread.ts";

const part = (
  prior: "normal" | "uniform" | "given",
  bounds: { readonly low?: number; readonly high?: number } = {},
  name: string = prior,
) => ({ kind: "noise" as const, name, size: 1, prior, ...bounds });
const of = (...parts: LatentSpec["parts"]): LatentSpec => ({ parts });

it("tells σ of the prior: 1 of a normal one, 0.577 of one that is uniform from −1 to 1", () => {
  expect(sigmaWords(of(part("normal")))).toBe("1 for normal noise");
  expect(sigmaWords(of(part("uniform")))).toBe("0.577 for noise uniform from −1 to 1");
  expect(sigmaWords(of(part("normal"), part("uniform", { low: 3, high: 4 })))).toBe(
    "1 for normal noise, 0.289 for noise uniform from 3 to 4",
  );
});

it("takes mean and σ along a direction from the prior, or from the latents that were given", () => {
  const mixed = priorSpread({ spec: of(part("normal"), part("uniform", { low: 3, high: 4 })) });
  const along = spreadAlong([0.6, 0.8], mixed);
  expect(along.mean).toBeCloseTo(0.8 * 3.5, 12);
  expect(along.sigma).toBeCloseTo(Math.sqrt(0.36 + 0.64 / 12), 12);
  const z = { data: Float32Array.of(2, 4, 6, 8), shape: [4, 1] };
  const given = spreadAlong([1], priorSpread({ spec: of(part("given")), given: { z } }));
  expect([given.mean, given.sigma]).toEqual([5, Math.sqrt(5)]);
});
