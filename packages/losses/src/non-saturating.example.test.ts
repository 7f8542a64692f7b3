import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./non-saturating.example.ts");
    const softplus = (x: number) => Math.log1p(Math.exp(x));
    const [forDiscriminator, forGenerator] = log.mock.lastCall as [Float32Array, Float32Array];
    expect(forDiscriminator[0]).toBeCloseTo(
      (softplus(-2) + softplus(-1)) / 2 + (softplus(-1) + softplus(0)) / 2,
      5,
    );
    expect(forGenerator[0]).toBeCloseTo((softplus(1) + softplus(0)) / 2, 5);
  } finally {
    log.mockRestore();
  }
});
