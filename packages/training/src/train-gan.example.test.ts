import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./train-gan.example.ts");
    const finite = { generator: expect.any(Number), discriminator: expect.any(Number) };
    expect(log.mock.calls).toEqual([[10, finite], [20, finite], [20]]);
  } finally {
    log.mockRestore();
  }
});
