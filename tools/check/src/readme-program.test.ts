import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { publishedPackages } from "./published-packages.ts";
import { readmeProgram, readmePrograms } from "./readme-program.ts";

const packages = await publishedPackages(fileURLToPath(new URL("../../..", import.meta.url)));

describe.each(packages)("README of $name", ({ name, directory }) => {
  it("says how to install it", async () => {
    const readme = await readFile(join(directory, "README.md"), "utf8");
    expect(readme).toMatch(new RegExp(`^npm install (.* )?${name}( |$)`, "m"));
  });

  it("begins with an example, and has each file of one that a test runs", async () => {
    const programs = readmePrograms(await readFile(join(directory, "README.md"), "utf8"));
    const files = await readdir(join(directory, "src"));
    const examples = files.filter((file) => file.endsWith(".example.ts"));
    const texts = await Promise.all(examples.map((file) => readFile(join(directory, "src", file), "utf8")));
    expect(texts).toContain(programs[0]);
    expect(programs).toEqual(expect.arrayContaining(texts));
    for (const example of examples) expect(files).toContain(example.replace(/\.ts$/, ".test.ts"));
  });
});

describe("readmeProgram", () => {
  it("takes the first block of TypeScript", () => {
    expect(readmeProgram("```sh\nls\n```\n\n```ts\na();\n```\n\n```ts\nb();\n```\n")).toBe("a();\n");
  });

  it("says null where there is none", () => {
    expect(readmeProgram("```sh\nls\n```\n")).toBeNull();
  });
});
