import { readFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";

it("runs, finds the number that does nothing, and stands in the README as it is here", async () => {
  const source = await readFile(new URL("./function-subject.example.ts", import.meta.url), "utf8");
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);

  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await import("./function-subject.example.ts");
    expect(write.mock.calls.join("")).toMatch(
      /noise inputs can be read back.*\nAt least 3 of 4 noise directions can be read/,
    );
  } finally {
    write.mockRestore();
  }
});
