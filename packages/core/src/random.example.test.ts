import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./random.example.ts");
    const [noise, order] = log.mock.calls[0] as [Float32Array, Int32Array];
    expect([...noise]).toEqual([0.8368051052093506, -0.5061354637145996, -0.5744467377662659]);
    expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  } finally {
    log.mockRestore();
  }
});
