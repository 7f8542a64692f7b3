import { readFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";

it("runs, and stands in the README as it is here", async () => {
  const source = await readFile(new URL("./own-generator.example.ts", import.meta.url), "utf8");
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);

  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await import("./own-generator.example.ts");
    expect(write.mock.calls.join("")).toMatch(
      /How well do the generator's images fit.*\n100 % of generated images fit an autoencoder of real images worse/,
    );
  } finally {
    write.mockRestore();
  }
});
