import type { LogDigest } from "../contracts/checkpoint-manifest.ts";
import { LogHash, stepOfLine } from "./log-hash.ts";

/** How much of a log belongs to a checkpoint, and what is wrong with it. */
export interface LogUntil {
  /** What stays of it when training goes on from that checkpoint: the lines up to it that can be read. */
  readonly kept: string;
  /** Numbers, from 1, of the lines up to it that cannot be read. */
  readonly damaged: readonly number[];
  /** Undefined where nothing is wrong; a sentence otherwise. */
  readonly fault: string | undefined;
}

/**
 * Looks at `metrics.ndjson` up to a checkpoint. What comes after it is logged again, whatever it is now.
 *
 * @param digest what the checkpoint says of the log; undefined where it is not chained, and then lines are taken by their step
 */
export function logUntil(
  text: string,
  { step, digest }: { readonly step: number; readonly digest?: LogDigest | undefined },
): LogUntil {
  const whole = text.split("\n").slice(0, -1);
  const steps = whole.map(stepOfLine);
  const beyond = steps.findIndex((each) => each !== undefined && each > step);
  const end = beyond < 0 ? whole.length : beyond;
  const lines = whole.slice(0, digest?.lines ?? end);
  const damaged = lines.flatMap((_, at) => (steps[at] === undefined ? [at + 1] : []));
  const fault =
    damagedFault(damaged) ?? (digest === undefined ? undefined : digestFault(lines, digest, step));
  const kept = fault === undefined ? lines : ascending(whole.slice(0, end));
  return { kept: kept.map((line) => `${line}\n`).join(""), damaged, fault };
}

/** The lines that can be read, without those of steps that an earlier one has passed. */
function ascending(lines: readonly string[]): readonly string[] {
  let last = -1;
  return lines.filter((line) => {
    const step = stepOfLine(line) ?? -1;
    if (step <= last) return false;
    last = step;
    return true;
  });
}

function damagedFault(damaged: readonly number[]): string | undefined {
  return damaged.length === 0 ? undefined : `${linesWords(damaged)} of metrics.ndjson cannot be read.`;
}

/** Numbers of lines in words: "Line 3", "Lines 1, 2, 3, 4, 5, …". */
export function linesWords(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 5).join(", ") + (numbers.length > 5 ? ", …" : "");
  return `${numbers.length === 1 ? "Line" : "Lines"} ${shown}`;
}

function digestFault(lines: readonly string[], digest: LogDigest, step: number): string | undefined {
  if (lines.length < digest.lines) {
    return `metrics.ndjson has ${lines.length} lines, and had ${digest.lines} when the checkpoint of step ${step} was saved.`;
  }
  const hash = new LogHash();
  for (const line of lines) hash.add(line);
  const found = hash.digest();
  if (found.sha256 === digest.sha256 && found.bytes === digest.bytes) return undefined;
  return `The first ${digest.lines} lines of metrics.ndjson are not those that it had when the checkpoint of step ${step} was saved (SHA-256 without times ${found.sha256.slice(0, 12)}… instead of ${digest.sha256.slice(0, 12)}…).`;
}
