import { describe, expect, it } from "vitest";
import { glossary } from "./glossary.ts";
import { explainTerm, termMatches, termsIn } from "./term-matches.ts";
import { pageStrings } from "./testdata/page-strings.ts";
import { technicalWords } from "./testdata/technical-words.ts";

/** Words on the list of technical ones that stand in a text and that the glossary does not explain there. */
function unexplained(text: string): readonly string[] {
  const explained = termMatches(text);
  return technicalWords.flatMap((word) =>
    [...text.matchAll(new RegExp(word, word.flags.includes("g") ? word.flags : `${word.flags}g`))].flatMap(
      ({ 0: found, index }) => {
        const end = index + found.trim().length;
        return explained.some(({ start, end: last }) => start < end && last > index) ? [] : [found];
      },
    ),
  );
}

describe("the glossary", () => {
  it("explains every technical word that report, viewer and lenses say", async () => {
    const strings = await pageStrings();
    const used = technicalWords.filter((word) => strings.some(({ text }) => word.test(text)));
    // The list is one of words that are used: were the strings not found, nothing would be missing.
    expect(strings.length).toBeGreaterThan(400);
    expect(used.length).toBeGreaterThan(20);
    const missing = strings.flatMap(({ file, text }) =>
      unexplained(text).map((word) => `${word} in ${file}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  it("would miss a word that is on the list and has no entry", () => {
    expect(unexplained("The Hessian of the features")).toEqual(["Hessian"]);
    expect(unexplained("The latents of the autoencoders")).toEqual([]);
  });

  it("gives every entry a short text, and every name to one entry only", () => {
    const names = glossary.flatMap(({ term, aliases }) =>
      [term, ...aliases].map((name) => name.toLowerCase()),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const { term, aliases, text } of glossary) {
      expect(text.split(/\s+/).length, term).toBeLessThanOrEqual(40);
      expect(text, term).toMatch(/^(\p{Lu}|0).*\.$/u);
      for (const name of [term, ...aliases]) expect(explainTerm(name)?.term, name).toBe(term);
    }
  });

  it("explains no word by itself, not by way of others either", () => {
    const uses = new Map(glossary.map(({ term, text }) => [term, termsIn(text).map((each) => each.term)]));
    const circles = glossary.flatMap(({ term }) => {
      const reached = new Set<string>();
      const open = [...(uses.get(term) ?? [])];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (reached.has(next)) continue;
        reached.add(next);
        open.push(...(uses.get(next) ?? []));
      }
      return reached.has(term) ? [`${term} → ${uses.get(term)?.join(", ")}`] : [];
    });
    expect(circles).toEqual([]);
  });
});

describe("termMatches", () => {
  it("finds words in any case and number, the longer one where two overlap", () => {
    const terms = (text: string) => termsIn(text).map(({ term }) => term);
    expect(terms("Autoencoders and losses along noise directions")).toEqual([
      "autoencoder",
      "loss",
      "noise direction",
    ]);
    expect(terms("ΣR² is a sum of R²")).toEqual(["ΣR²"]);
    expect(terms("ΣR² and R²")).toEqual(["ΣR²", "R²"]);
    expect(terms("E[JᵀJ] of a held-out or held out image (n = 3)")).toEqual(["E[JᵀJ]", "held-out", "n"]);
    const [match] = termMatches("of PCA-64");
    expect([match?.start, match?.end]).toEqual([3, 6]);
  });

  it("takes no part of a word, and no other word that looks like it", () => {
    expect(termsIn("a kid, N images, decoding, seedling, interpriority")).toEqual([]);
    expect(explainTerm("Fréchet distances")?.term).toBe("Fréchet distance");
    expect(explainTerm("a Fréchet distance")).toBeUndefined();
    expect(explainTerm("toString")).toBeUndefined();
  });
});
