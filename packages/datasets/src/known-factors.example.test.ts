import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./known-factors.example.ts");
    const [names, shape] = log.mock.calls[0] as [readonly string[], readonly number[]];
    expect(names.slice(0, 3)).toEqual(["digit", "width", "slant"]);
    expect(shape).toEqual([100, 28, 28, 1]);
  } finally {
    log.mockRestore();
  }
});
