import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await import("./run-cli.example.ts");
    expect(log.mock.lastCall).toEqual([0]);
    expect(write.mock.calls.join("")).toMatch(/distance .*How far are/);
  } finally {
    log.mockRestore();
    write.mockRestore();
  }
});
