import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("runs as the README has it", async () => {
  const run = fileURLToPath(new URL("../../core/testdata/run-v1", import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), "ganlens-report-"));
  const before = process.cwd();
  try {
    await cp(run, join(folder, "runs", "demo"), { recursive: true });
    process.chdir(folder);
    await import("./write-report.example.ts");
    const page = await readFile(join(folder, "report.html"), "utf8");
    expect(page).toContain("How far are the generator");
    expect(page.indexOf("lens-distance")).toBeLessThan(page.indexOf("lens-reconstruction"));
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});
