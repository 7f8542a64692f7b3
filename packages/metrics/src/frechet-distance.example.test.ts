import type { Measure } from "@ganlens/core";
import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./frechet-distance.example.ts");
    const [distance, shown] = log.mock.calls[0] as [number, Measure];
    expect(distance).toBeCloseTo(4, 0);
    expect(shown.value).toBeLessThan(0.7);
    expect(shown.floor?.value).toBeGreaterThan(0.9);
  } finally {
    log.mockRestore();
  }
});
