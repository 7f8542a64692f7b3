import type { LatentSpec } from "@ganlens/core";
import { expect, it } from "vitest";
import { blockSize, drawnPoint, entryNames, latentSpread } from "./latent-source.ts";

const label = { kind: "label", name: "class", classes: 3, distribution: [0.5, 0.25, 0.25] } as const;
const noise = { kind: "noise", name: "z", size: 5, prior: "normal" } as const;
const code = { kind: "code", name: "angle", size: 1, prior: "uniform", low: 0, high: 10 } as const;
const drawn = (...parts: LatentSpec["parts"]) => ({ spec: { parts }, given: null, stored: null });

it("draws the same point for a row, whatever rows were drawn before, with classes in turn", () => {
  const source = drawn(noise, label, code);
  const { z, label: first } = drawnPoint(source, { seed: 4, row: 70 });
  expect(drawnPoint(source, { seed: 4, row: 70 }).z).toEqual(z);
  expect(drawnPoint(source, { seed: 4, row: 6 }).z).not.toEqual(z);
  expect([z.length, first]).toEqual([6, 0]);
  expect(drawnPoint(drawn(noise), { seed: 4, row: 0 }).label).toBeNull();
});

it("takes each of the latents that were given once before any is taken again", () => {
  const z = { data: Float32Array.from({ length: 70 }, (_, i) => i), shape: [70, 1] };
  const given = { z, labels: Int32Array.from({ length: 70 }, (_, i) => i % 3) };
  const part = { kind: "noise", name: "w", size: 1, prior: "given" } as const;
  const source = { spec: { parts: [part, label] }, given, stored: null };
  const points = Array.from({ length: blockSize(source) }, (_, row) => drawnPoint(source, { seed: 1, row }));
  expect(new Set(points.map((point) => point.z[0])).size).toBe(64);
  for (const point of points) expect(point.label).toBe((point.z[0] as number) % 3);
  const few = {
    spec: { parts: [part] },
    given: { z: { data: z.data.slice(0, 3), shape: [3, 1] } },
    stored: null,
  };
  expect(blockSize(few)).toBe(3);
  expect(drawnPoint(few, { seed: 1, row: 4 }).z).toEqual(drawnPoint(few, { seed: 1, row: 1 }).z);
  const { centre, deviation } = latentSpread(few);
  expect([centre[0], deviation[0]]).toEqual([1, Math.sqrt(2 / 3)]);
  expect(() => drawnPoint(drawn(part), { seed: 1, row: 0 })).toThrow(/prior to draw "w" from/);
});

it("takes a row of the latents that an answer has stored, and says where it has stored fewer", () => {
  const z = { data: Float32Array.from({ length: 12 }, (_, i) => i), shape: [3, 4] };
  const stored = { z, labels: Int32Array.of(2, 0, 1) };
  const source = { ...drawn({ ...noise, size: 4 }, label), stored };
  expect(drawnPoint(source, { from: "coverage", seed: 0, row: 2 })).toEqual({
    z: Float32Array.of(8, 9, 10, 11),
    label: 1,
  });
  expect(drawnPoint(source, { from: null, seed: 0, row: 2 }).z).not.toEqual(Float32Array.of(8, 9, 10, 11));
  expect(() => drawnPoint(source, { from: "coverage", seed: 0, row: 3 })).toThrow(/stored 3 latents/);
});

it("names the entries of z by their parts where there are several", () => {
  expect(entryNames({ parts: [noise] })[4]).toBe("Input 5");
  expect(entryNames({ parts: [label, noise, code] })).toEqual(["z 1", "z 2", "z 3", "z 4", "z 5", "angle"]);
});
