import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { lenses } from "@ganlens/interpret";
import { monitors } from "@ganlens/training";
import { expect, it } from "vitest";
import { commands } from "../commands/registry.ts";
import { listings } from "./registry.ts";

const docs = join(import.meta.dirname, "../../../../docs");
const pages = { english: "the-article.md", chinese: "the-article.zh.md" };
const page = (name: string) => readFile(join(docs, name), "utf8");
const spansOf = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span as string);

const referencesOf = (text: string): readonly string[] => text.match(/\d{4}\.\d{5}/g) ?? [];

it("says the same in both languages: the same names and references, row by row", async () => {
  const [english, chinese] = await Promise.all(Object.values(pages).map(page));
  const rowsOf = (text = "") =>
    text
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => [line.split("|").length, ...[...spansOf(line), ...referencesOf(line)].sort()]);
  expect(rowsOf(english).length).toBeGreaterThan(40);
  expect(rowsOf(chinese)).toEqual(rowsOf(english));
});

it("names only what there is: commands, options, entries of lists, and functions", async () => {
  const text = await page(pages.english);
  const ids = new Set<string>(monitors.map(({ id }) => id));
  for (const { kind, entries } of listings) {
    if (kind === "runs") continue;
    for (const { name } of await entries({ cwd: docs } as never)) ids.add(name);
  }
  const indexes = ["interpret", "models", "losses", "metrics", "training"].map((name) =>
    readFile(join(docs, `../packages/${name}/src/index.ts`), "utf8"),
  );
  const exported = (await Promise.all(indexes)).join("\n");
  const unknown = spansOf(text).filter((span) => {
    const [, command] = /^ganlens (\S+)/.exec(span) ?? [];
    if (command !== undefined) return !commands.some(({ name }) => name === command);
    if (span.startsWith("--") || span.startsWith("@ganlens/") || span === "Reshape") return false;
    return !ids.has(span) && !new RegExp(`\\b${span}\\b`).test(exported);
  });
  expect(unknown).toEqual([]);
  expect(spansOf(text)).toEqual(expect.arrayContaining(lenses.map(({ id }) => id)));
});

it("has links that lead somewhere", async () => {
  for (const name of Object.values(pages)) {
    const links = [...(await page(name)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to]) => to as string);
    expect(links.length).toBeGreaterThan(2);
    for (const to of links) await access(join(docs, to));
  }
});
