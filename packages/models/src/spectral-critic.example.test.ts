import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./spectral-critic.example.ts");
    expect(log.mock.lastCall).toEqual([[8, 1]]);
  } finally {
    log.mockRestore();
  }
});
