import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { publishedPackages } from "./published-packages.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const packages = await publishedPackages(root);

it("finds the packages that are published and no private one", () => {
  const names = packages.map(({ name }) => name);
  expect(names).toContain("ganlens");
  expect(names).toContain("@ganlens/core");
  expect(names).not.toContain("@ganlens/testkit");
});

it.each(packages)("$name says what a registry and a reader need", async ({ directory, manifest }) => {
  expect(manifest).toMatchObject({
    type: "module",
    license: "Apache-2.0",
    sideEffects: expect.toSatisfy((value) => value === false || Array.isArray(value)),
    engines: { node: ">=20.19" },
    publishConfig: { access: "public", provenance: true },
    keywords: expect.arrayContaining(["gan", "autoencoder"]),
    description: expect.stringMatching(/\.$/),
    files: expect.arrayContaining(["dist"]),
  });
  expect(await readFile(`${directory}/README.md`, "utf8")).toContain(`# ${manifest.name}\n`);
});

it("keeps all published packages at one version", async () => {
  const config = JSON.parse(await readFile(`${root}/.changeset/config.json`, "utf8"));
  expect(config.fixed).toEqual([packages.map(({ name }) => name)]);
});
