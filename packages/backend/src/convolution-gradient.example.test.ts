import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./convolution-gradient.example.ts");
    // Each number counts the pixels that a weight of the filter meets.
    const [words, gradient] = log.mock.calls[0] as [string, Float32Array];
    expect(words).toMatch(/^wasm on .*: it was preferred$/);
    expect([...gradient]).toEqual([49, 56, 49, 56, 64, 56, 49, 56, 49]);
  } finally {
    log.mockRestore();
  }
});
