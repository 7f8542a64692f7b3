import * as z from "zod";

/** One line of `metrics.ndjson`. */
export interface LoggedStep {
  readonly step: number;
  readonly losses: Readonly<Record<string, number | null>>;
  /** Numbers that nothing minimises; none in lines of earlier versions. */
  readonly parts: Readonly<Record<string, number | null>>;
  readonly imagesPerSecond: number | null;
}

const lineSchema: z.ZodType<LoggedStep> = z
  .object({
    step: z.int().nonnegative(),
    losses: z.record(z.string(), z.number().nullable()),
    parts: z.record(z.string(), z.number().nullable()).optional(),
    time: z.object({ imagesPerSecond: z.number().nullable().optional() }).optional(),
  })
  .transform(({ step, losses, parts = {}, time }) => ({
    step,
    losses,
    parts,
    imagesPerSecond: time?.imagesPerSecond ?? null,
  }));

/**
 * The logged steps in order, and the numbers, from 1, of the lines that could not be read.
 *
 * The last line may be half written while a run goes on, and is then left out without a word.
 */
export function loggedSteps(text: string): {
  readonly steps: readonly LoggedStep[];
  readonly broken: readonly number[];
} {
  const lines = text.trimEnd().split("\n");
  const isWhole = text.endsWith("\n");
  const steps: LoggedStep[] = [];
  const broken: number[] = [];
  for (const [at, line] of lines.entries()) {
    const step = parsedLine(line);
    if (step !== null) steps.push(step);
    else if ((at < lines.length - 1 || isWhole) && line.trim() !== "") broken.push(at + 1);
  }
  return { steps, broken };
}

function parsedLine(line: string): LoggedStep | null {
  try {
    const result = lineSchema.safeParse(JSON.parse(line));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
