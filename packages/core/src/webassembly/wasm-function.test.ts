import { describe, expect, it } from "vitest";
import { wasmCode as wasm } from "./wasm-code.ts";
import { wasmFunction } from "./wasm-function.ts";

describe("wasmFunction", () => {
  it("runs a loop over vectors in a memory of whole pages", () => {
    const [from, to, times] = [0, 1, 2] as const;
    const found = wasmFunction({
      parameters: 3,
      integers: 0,
      vectors: 1,
      bytes: 65_537,
      // to[…] = from[…] + (1, 2, −3, 2³¹), 16 bytes at a time
      code: wasm.repeat(times, [
        ...wasm.get(to),
        ...[...wasm.get(from), ...wasm.load(0), ...wasm.integers(1, 2, -3, 2 ** 31), ...wasm.addIntegers],
        ...wasm.store(0),
        ...wasm.increase(from, wasm.constant(16)),
        ...wasm.increase(to, wasm.constant(16)),
      ]),
    });
    if (found === undefined) throw new Error("This machine has no WebAssembly vectors.");
    expect(found.memory.byteLength).toBe(2 * 65_536);
    const words = new Int32Array(found.memory);
    words.set([1, 2, 3, 4, 5, 6, 7, 8]);
    found.run(0, 1000 * 4, 2);
    expect([...words.subarray(1000, 1009)]).toEqual([2, 4, 0, 4 - 2 ** 31, 6, 8, 4, 8 - 2 ** 31, 0]);
  });

  it("writes constants of every length", () => {
    for (const value of [0, 63, 64, -64, -65, 8191, -8193, 0x7fffffff, -0x80000000, 0xffffffff]) {
      const found = wasmFunction({
        parameters: 1,
        integers: 1,
        vectors: 1,
        bytes: 16,
        code: [
          ...wasm.increase(1, wasm.constant(value)),
          ...[...wasm.get(0), ...wasm.get(1), ...wasm.fourTimes, ...wasm.store(0)],
        ],
      });
      found?.run(0);
      expect(new Int32Array(found?.memory ?? new ArrayBuffer(4))[0], String(value)).toBe(value | 0);
    }
  });

  it("is not there for code that is not valid", () => {
    expect(
      wasmFunction({ parameters: 0, integers: 0, vectors: 0, bytes: 1, code: wasm.get(3) }),
    ).toBeUndefined();
  });
});
