import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { philox4x32 } from "./philox.ts";
import { philoxVectors } from "./philox-vectors.ts";

describe("philoxVectors", () => {
  it("gives the words of plain code for any key, counter and length, also past 2³² and across calls", () => {
    const fill = philoxVectors();
    if (fill === undefined) throw new Error("This machine has no WebAssembly vectors.");
    const word = fc.integer({ min: 0, max: 0xffffffff });
    const index = fc.oneof(fc.nat(), fc.integer({ min: 2 ** 32 - 20, max: 2 ** 32 + 5 }), fc.maxSafeNat());
    fc.assert(
      fc.property(word, word, index, fc.oneof(fc.nat(80), fc.constant(4 * 4097)), (k0, k1, from, length) => {
        const start = Math.min(from, 2 ** 53 - 10_000);
        const got = new Uint32Array(length);
        fill(start, [k0, k1], got);
        const want = new Uint32Array(4 * Math.ceil(length / 4));
        for (let block = 0; 4 * block < length; block++) {
          const at = start + block;
          philox4x32([at >>> 0, Math.floor(at / 2 ** 32) >>> 0, 0, 0], [k0, k1], want, 4 * block);
        }
        expect(got).toEqual(want.subarray(0, length));
      }),
      { numRuns: 60 },
    );
  });

  it("is not there where compiling is forbidden", () => {
    vi.stubGlobal("WebAssembly", {
      Module: class {
        constructor() {
          throw new EvalError("Refused to compile or instantiate WebAssembly module.");
        }
      },
    });
    expect(philoxVectors()).toBeUndefined();
    vi.unstubAllGlobals();
    expect(philoxVectors()).toBeDefined();
  });
});
