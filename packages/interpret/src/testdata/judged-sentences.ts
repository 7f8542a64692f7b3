import type { Control, Verdict } from "@ganlens/core";
import type { CalibrationRow } from "../calibration/calibration-row.ts";

/** A null row that lets a sentence be said of about n images. */
export const nullRowOf =
  (lens: string, n: number) =>
  (statement: string): CalibrationRow => ({
    lens,
    statement,
    kind: "null",
    effort: "quick",
    n,
    found: 1,
    draws: 100,
    met: true,
  });

/** A placebo of each sentence that came out clean. */
export function cleanPlacebos(...statements: readonly string[]): readonly Control[] {
  return statements.map((statement) => ({
    id: `${statement}-placebo`,
    kind: "placebo",
    title: "real images",
    draws: 1,
    found: 1,
  }));
}

/** "good: No copies were found." */
export function spoken(verdicts: readonly Pick<Verdict, "level" | "headline">[]): readonly string[] {
  return verdicts.map(({ level, headline }) => `${level}: ${headline}`);
}
