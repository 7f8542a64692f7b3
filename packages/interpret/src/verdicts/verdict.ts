import type { Effort, Verdict } from "@ganlens/core";

/** What a headline may hold at most. */
const mostWords = 20;

/**
 * A verdict whose headline keeps to what a headline may be: at most 20 words, at most one quantity ("9 of 64" is one), no interval
 * and no hash. At `glance` no verdict is more than a note.
 *
 * @throws {TypeError} when the headline is none: a mistake in the lens
 */
export function verdict(given: Verdict, effort: Effort): Verdict {
  const { headline, level } = given;
  const words = headline.split(/\s+/).filter((word) => word !== "").length;
  const quantities = headline.replaceAll(/\d+(\.\d+)? of \d+/g, "0").match(/\d+(\.\d+)?/g) ?? [];
  const said = quantities.length > 1 ? `${quantities.length} quantities` : `${words} words`;
  if (words === 0 || words > mostWords || quantities.length > 1 || /[[\]]|[0-9a-f]{12}/.test(headline)) {
    throw new TypeError(
      `Expected a headline of at most ${mostWords} words with one quantity and neither interval nor hash, received ${said}: ${headline}`,
    );
  }
  const weaker = effort === "glance" && (level === "good" || level === "problem");
  return weaker ? { ...given, level: "note" } : given;
}
