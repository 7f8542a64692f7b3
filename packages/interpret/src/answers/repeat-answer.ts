import {
  ConfigInvalidError,
  canonicalJson,
  type Evidence,
  type LensProgress,
  type LensResult,
  MemoryRunStore,
  RunUnsupportedError,
  type Subject,
  unknownNameError,
} from "@ganlens/core";
import { explain, type SubjectNote } from "../explain.ts";
import { findLens } from "../lenses/lenses.ts";

/** An answer that was made a second time, from nothing but what it says of itself. */
export interface Repetition {
  readonly first: LensResult;
  readonly second: LensResult;
  /** True where every byte of the answer came out again. */
  readonly isSame: boolean;
  /** The piece of evidence that was asked for, then and now; undefined where the second answer has none of that name. */
  readonly evidence: { readonly first: Evidence; readonly second: Evidence | undefined };
  /** Numbers that came out otherwise, the farthest first, and by how much of their size. */
  readonly changed: readonly {
    readonly name: string;
    readonly first: number | null;
    readonly second: number | null;
    readonly relative: number;
    /** Whether both are in the interval that was given. */
    readonly isWithin: boolean;
  }[];
}

/** The answer that holds a piece of evidence. */
export interface FoundEvidence {
  readonly result: LensResult;
  readonly evidence: Evidence;
}

/**
 * The piece of evidence of that name, `ID` or `LENS/ID`, among answers.
 *
 * @throws {ConfigInvalidError} when there is none, with the nearest known one, or several answers have one
 */
export function findEvidence(results: readonly LensResult[], named: string): FoundEvidence {
  const all = results.flatMap((result) => result.evidence.map((evidence) => ({ result, evidence })));
  const nameOf = ({ result, evidence }: FoundEvidence) => `${result.lens}/${evidence.id}`;
  const found = all.filter((each) => [each.evidence.id, nameOf(each)].includes(named));
  const [first] = found;
  if (first === undefined) {
    throw unknownNameError({ what: "evidence", name: named, known: all.map(nameOf) });
  }
  if (found.length > 1) {
    throw new ConfigInvalidError({
      message: `Expected one piece of evidence, but ${found.length} are called ${named}.`,
      hint: `Name one of ${found.map(nameOf).join(", ")}.`,
    });
  }
  return first;
}

/**
 * Makes an answer again with the seed, effort and settings that it names, in memory: nothing that it left behind is used, neither
 * images nor networks. On the same machine and backend every byte must come out again; elsewhere numbers may differ by rounding.
 *
 * @throws {RunUnsupportedError} when the subject is not the one of the answer
 */
export async function* repeatAnswer({
  subject,
  found: { result: first, evidence },
  signal,
}: {
  readonly subject: Subject;
  readonly found: FoundEvidence;
  readonly signal?: AbortSignal;
}): AsyncGenerator<LensProgress | SubjectNote, Repetition> {
  if (first.fingerprint !== subject.fingerprint) {
    throw new RunUnsupportedError({
      message: `Expected the generator that the lens ${first.lens} looked at, received another state of it.`,
      hint: "Its weights, data or settings have changed since: ask the lens again.",
    });
  }
  const { against, earlier } = first;
  const results = yield* explain({
    subject,
    lenses: [findLens(first.lens)],
    options: { [first.lens]: first.options },
    store: new MemoryRunStore("repetition"),
    effort: first.effort,
    seed: first.seed,
    ...(against === undefined ? {} : { against }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(signal === undefined ? {} : { signal }),
  });
  const second = results[0] as LensResult;
  return {
    first,
    second,
    isSame: canonicalJson(first) === canonicalJson(second),
    evidence: { first: evidence, second: second.evidence.find(({ id }) => id === evidence.id) },
    changed: changedMeasures(first, second),
  };
}

function changedMeasures(first: LensResult, second: LensResult): Repetition["changed"] {
  return first.measures
    .flatMap(({ name, value, interval }) => {
      const again = second.measures.find((measure) => measure.name === name)?.value ?? null;
      if (again === value) return [];
      const relative =
        value === null || again === null
          ? 1
          : Math.abs(again - value) / Math.max(Math.abs(value), Math.abs(again));
      const isWithin =
        interval !== undefined &&
        [value, again].every((each) => each !== null && interval.low <= each && each <= interval.high);
      return [{ name, first: value, second: again, relative, isWithin }];
    })
    .sort((a, b) => b.relative - a.relative);
}
