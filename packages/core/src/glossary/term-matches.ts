import { glossary } from "./glossary.ts";
import type { GlossaryTerm } from "./glossary-term.ts";

/** Where in a text a word of the glossary stands. */
export interface TermMatch {
  readonly start: number;
  readonly end: number;
  readonly entry: GlossaryTerm;
}

/** Names up to this length stand as they are written: a kid is no KID. */
const shortest = 3;

const byName: ReadonlyMap<string, GlossaryTerm> = new Map(
  glossary.flatMap((entry) => [entry.term, ...entry.aliases].map((name) => [folded(name), entry] as const)),
);

/** Longer names first, so that "noise direction" is not taken for "noise". */
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...byName.keys()]
    .sort((one, other) => other.length - one.length)
    .map((name) => escaped(name) + (takesPlural(name) ? "(?:e?s)?" : ""))
    .join("|")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** Every place of a text where a word of the glossary stands, in order; of two that overlap, the longer one. */
export function termMatches(text: string): readonly TermMatch[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const entry = entryOf(match[0]);
    return entry === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, entry }];
  });
}

/** The entries of the words in a text, in the order in which they first occur. */
export function termsIn(text: string): readonly GlossaryTerm[] {
  return [...new Set(termMatches(text).map(({ entry }) => entry))];
}

/** The entry of a word, however it is written; undefined where there is none. */
export function explainTerm(term: string): GlossaryTerm | undefined {
  const match = termMatches(term)[0];
  return match?.start === 0 && match.end === term.length ? match.entry : undefined;
}

function entryOf(found: string): GlossaryTerm | undefined {
  const endings = ["", "s", "es"].filter((ending) => found.toLowerCase().endsWith(ending));
  const names = endings.map((ending) => folded(found.slice(0, found.length - ending.length)));
  return names.flatMap((name) => byName.get(name) ?? [])[0];
}

function folded(name: string): string {
  return name.length <= shortest ? name : name.toLowerCase();
}

function takesPlural(name: string): boolean {
  return name.length > shortest && /[a-z]$/u.test(name);
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
