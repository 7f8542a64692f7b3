import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

const stored = fileURLToPath(new URL("../../core/testdata/run-v2", import.meta.url));

it("answers in two workers of its own, and stands in the README as it is here", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  for (const file of ["lens-worker", "lens-workers"]) {
    const source = await readFile(new URL(`./${file}.example.ts`, import.meta.url), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);
  }
  const [before, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), "ganlens-lens-workers-"))];
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await cp(stored, join(folder, "run"), { recursive: true });
    await rm(join(folder, "run", "lenses"), { recursive: true });
    process.chdir(folder);
    await import("./lens-workers.example.ts");
    expect(write.mock.calls.join("")).toMatch(
      /^.* fit an autoencoder of real images .*\nA linear classifier .*\n$/,
    );
  } finally {
    write.mockRestore();
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  }
});
