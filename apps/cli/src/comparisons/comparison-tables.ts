import type { Measure, Verdict } from "@ganlens/core";
import type { SharedResults, SubjectComparison } from "@ganlens/interpret";
import { verdictMarks } from "../answers/verdict-marks.ts";
import type { TableEvent } from "../reporters/cli-event.ts";

/** What two generators are called. */
export interface Names {
  readonly first: string;
  readonly second: string;
}

const untold = "cannot be told apart";

/** Distances and pixels of a comparison, for people. */
export function comparisonTable(
  { distances, pixelDifference, notes }: SubjectComparison,
  names: Names,
): TableEvent {
  return {
    type: "table",
    title: `${names.first} and ${names.second}`,
    columns: ["measure", "first", "second", "first minus second", "verdict"],
    rows: [
      ...distances.map(({ first, second, difference, better }) => [
        first.name,
        words(first),
        words(second),
        `${short(difference.value)} [${short(difference.interval.low)}, ${short(difference.interval.high)}]`,
        better === null ? whyNeither(difference.interval) : `${names[better]} is nearer`,
      ]),
      ...(pixelDifference === undefined
        ? []
        : [pixelDifference.equal, pixelDifference.different].map((measure) => [
            measure.name,
            "",
            "",
            words(measure),
            "",
          ])),
    ],
    sentences: [...notes, ...disagreement(distances)],
  };
}

/** An interval beside 0 is not ranked for a reason that is not in it: the notes tell it. */
function whyNeither({ low, high }: { readonly low: number; readonly high: number }): string {
  return low <= 0 && high >= 0
    ? `${untold}: the difference's interval holds 0`
    : "not ranked: the sentences below say why";
}

function disagreement(distances: SubjectComparison["distances"]): readonly string[] {
  const ranked = new Set(distances.flatMap(({ better }) => (better === null ? [] : [better])));
  if (ranked.size < 2) return [];
  return ["The two features disagree about which is nearer: neither should be trusted alone."];
}

/** What is said of both, sentence beside sentence, for people; undefined where nothing is. */
export function verdictsTable({ verdicts }: SharedResults, names: Names): TableEvent | undefined {
  if (verdicts.length === 0) return undefined;
  const said = (verdict: Verdict | undefined) =>
    verdict === undefined ? "nothing is said" : `${verdictMarks[verdict.level]} ${verdict.headline}`;
  return {
    type: "table",
    title: "What is said of both",
    columns: ["lens", names.first, names.second],
    rows: verdicts.map(({ lens, first, second }) => [lens, said(first), said(second)]),
    sentences: [
      "Each sentence stands on its own run alone; whether the two differ is told by the intervals of the differences below.",
    ],
  };
}

/** Measures of stored answers side by side, for people; undefined where there are none. */
export function resultsTable({ measures, notes }: SharedResults, names: Names): TableEvent | undefined {
  if (measures.length === 0 && notes.length === 0) return undefined;
  return {
    type: "table",
    title: "What the lenses have answered of both",
    columns: ["measure", "first", "second", "first minus second", "verdict"],
    rows: measures.map(({ lens, first, second, apart, difference: { value, low, high } }) => [
      `${lens}: ${first.name}`,
      words(first),
      words(second),
      `${short(value)} [${short(low)}, ${short(high)}]`,
      // A lens's measure alone does not say who is the better generator: blur and copies compress well, too.
      !apart ? untold : `${(first.value ?? 0) > (second.value ?? 0) ? names.first : names.second} is higher`,
    ]),
    sentences: [
      ...notes,
      "Many numbers are looked at together: two are called apart only where their own intervals do not overlap.",
      "A higher or lower number of a lens is not a better generator: read what the lens says of each.",
    ],
  };
}

function words({ value, interval, floor }: Measure): string {
  if (value === null) return "none";
  const around = interval === undefined ? "" : ` [${short(interval.low)}, ${short(interval.high)}]`;
  return `${short(value)}${around}${floor === undefined ? "" : `, floor ${short(floor.value)}`}`;
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
