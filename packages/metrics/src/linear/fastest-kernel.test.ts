import { Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { fastestKernel } from "./fastest-kernel.ts";
import { addProductTransposed } from "./multiply.ts";
import { plainKernel } from "./plain-kernel.ts";
import { kernelCapacity } from "./tile-kernel.ts";
import { vectorKernel } from "./vector-kernel.ts";

const vectors = vectorKernel(kernelCapacity);
const plain = plainKernel(kernelCapacity);

describe("fastestKernel", () => {
  it("gives the same bits in plain code and in vectors, for all sizes", () => {
    if (vectors === undefined) throw new Error("This machine has no WebAssembly vectors.");
    const size = fc.integer({ min: 1, max: 70 });
    const deep = fc.oneof(size, fc.constant(257), fc.constant(600));
    fc.assert(
      fc.property(size, size, deep, fc.nat(), (rows, columns, depth, seed) => {
        const random = Random.fromSeed(seed);
        const a = Float64Array.from(random.normal(rows * depth));
        const b = Float64Array.from(random.normal(columns * depth));
        const [one, other] = [plain, vectors].map((kernel) => {
          const out = new Float64Array(rows * columns).fill(0.1);
          addProductTransposed({ a, b, rows, columns, depth, out, kernel });
          return out;
        });
        expect(one).toEqual(other);
        const [lower, lowerOther] = [plain, vectors].map((kernel) => {
          const out = new Float64Array(rows * rows);
          addProductTransposed({ a, b: a, rows, columns: rows, depth, out, lowerOnly: true, kernel });
          return out;
        });
        expect(lower).toEqual(lowerOther);
      }),
      { numRuns: 40 },
    );
  });

  it("falls back to plain code where compiling is forbidden", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const fresh = await import("./fastest-kernel.ts");
    const { multiply: product } = await import("./multiply.ts");
    expect(vectorKernel(64)).toBeUndefined();
    expect(fresh.fastestKernel().memory).toHaveLength(kernelCapacity);
    const identity = { data: Float64Array.of(1, 0, 0, 1), shape: [2, 2] };
    expect([...product(identity, { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }).data]).toEqual([
      1, 2, 3, 4,
    ]);
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("is opened once", () => {
    expect(fastestKernel()).toBe(fastestKernel());
  });
});
