import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./digits.example.ts");
    expect(log.mock.calls[0]).toEqual([
      { train: 4000, "held-out": 1000 },
      [32, 28, 28, 1],
      expect.any(Int32Array),
    ]);
  } finally {
    log.mockRestore();
  }
});
