import { expect, it, vi } from "vitest";

it("runs as the README has it, and learns", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./own-game.example.ts");
    const losses = log.mock.calls.map(([, loss]) => loss as number);
    expect(log.mock.calls.map(([step]) => step)).toEqual([10, 20, 30]);
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
  } finally {
    log.mockRestore();
  }
});
