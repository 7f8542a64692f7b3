import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";

it("runs as the README has it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-example-"));
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(folder);
  const log = vi.spyOn(console, "log").mockReturnValue(undefined);
  try {
    await import("./run-folder.example.ts");
    expect(log.mock.calls.map(([first]) => first)).toEqual([
      11,
      12,
      13,
      14,
      15,
      16,
      17,
      18,
      19,
      20,
      "finished",
    ]);
  } finally {
    log.mockRestore();
    cwd.mockRestore();
    await rm(folder, { recursive: true });
  }
});
