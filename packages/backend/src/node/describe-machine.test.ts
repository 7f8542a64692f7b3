import { expect, it } from "vitest";
import { describeMachine, vectorInstructions } from "./describe-machine.ts";

it("names the widest vector instructions", () => {
  const of = (...flags: string[]) => vectorInstructions(new Set(flags), "x64");
  expect(of("sse4_2", "avx", "avx2", "fma", "avx512f")).toBe("AVX-512, 512 bits");
  expect(of("avx", "avx2", "fma")).toBe("AVX2 with FMA, 256 bits");
  expect(of("avx", "avx2")).toBe("AVX2, 256 bits");
  expect(of("avx")).toBe("AVX, 256 bits");
  expect(of("sse2")).toBe("SSE, 128 bits");
  expect(of()).toBe("unknown");
  expect(vectorInstructions(new Set(), "arm64")).toBe("NEON, 128 bits");
});

it("describes this machine", () => {
  const machine = describeMachine();
  expect(machine.runtime).toBe(`node ${process.versions.node}`);
  expect(machine.cores).toBeGreaterThan(0);
  expect(machine.memoryBytes).toBeGreaterThan(1e8);
});
