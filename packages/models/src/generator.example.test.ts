import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./generator.example.ts");
    expect(log.mock.calls.join("\n")).toContain("Total params");
    expect(log.mock.lastCall).toEqual([[4, 28, 28, 1]]);
  } finally {
    log.mockRestore();
  }
});
