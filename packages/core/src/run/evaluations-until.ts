import { type Evaluation, evaluationSchema } from "../contracts/evaluation.ts";
import { linesWords } from "./run-log.ts";

/** How much of `evaluations.ndjson` belongs to a step, and what is wrong with the file. */
export interface EvaluationsUntil {
  /** The lines up to that step that can be read, as they were written. */
  readonly lines: readonly string[];
  /** The last one of them. */
  readonly last: Evaluation | undefined;
  /** Undefined where all lines can be read; a sentence otherwise. */
  readonly fault: string | undefined;
}

/** Looks at `evaluations.ndjson` up to a step. A last line without its end comes from a process that was killed, and is left out. */
export function evaluationsUntil(text: string, step: number): EvaluationsUntil {
  const all = text
    .split("\n")
    .slice(0, -1)
    .map((line) => ({ line, evaluation: evaluationOf(line) }));
  const damaged = all.flatMap(({ evaluation }, i) => (evaluation === undefined ? [i + 1] : []));
  const kept = all.filter(({ evaluation }) => evaluation !== undefined && evaluation.step <= step);
  return {
    lines: kept.map(({ line }) => line),
    last: kept.at(-1)?.evaluation,
    fault: damaged.length === 0 ? undefined : `${linesWords(damaged)} of evaluations.ndjson cannot be read.`,
  };
}

function evaluationOf(line: string): Evaluation | undefined {
  try {
    return evaluationSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
