import { readGivenSamples, type SampleBatch, sizeOf, wordsOf } from "@ganlens/core";
import { useEffect, useState } from "react";
import { useEngine } from "../../engine/use-engine.ts";
import type { UsedLook } from "../../engine/use-look.ts";
import { itemId } from "../../items/item-id.ts";
import { classNames } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import type { Sample } from "./use-drawn-samples.ts";

/** Given samples that are shown at a time. */
export const givenAtOnce = 64;

/** One page of the samples that a run was given. */
export interface GivenPage {
  /** `null` until they are read. */
  readonly samples: readonly Sample[] | null;
  readonly problem: string | null;
}

/** Reads the samples from `start` on, and no others, with their reconstruction errors as soon as these are there. */
export function useGivenSamples(start: number, { look }: UsedLook): GivenPage {
  const run = useRun();
  const { engine, status } = useEngine();
  const [batch, setBatch] = useState<{ readonly start: number; readonly batch: SampleBatch } | null>(null);
  const [errors, setErrors] = useState<{ readonly start: number; readonly errors: Float32Array } | null>(
    null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const { files, record } = run;
  const subject = record?.subject;
  useEffect(() => {
    if (subject?.samples === undefined) return;
    let gone = false;
    readGivenSamples(files, subject, { start, end: start + givenAtOnce }).then(
      (read) => {
        if (gone) return;
        setBatch({ start, batch: read });
        setProblem(null);
      },
      (error: unknown) => {
        if (!gone) setProblem(wordsOf(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [files, subject, start]);
  const ready = status.state === "ready";
  const lookKey = JSON.stringify(look);
  // The look is compared by what it says.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (batch === null || look === undefined || !ready) return;
    let gone = false;
    const [count = 0, ...shape] = batch.batch.x.shape;
    engine.ask("look", { images: batch.batch.x.data, count, shape, look }).then(
      (seen) => {
        if (!gone && seen.errors !== undefined) setErrors({ start: batch.start, errors: seen.errors });
      },
      () => {
        if (!gone) setErrors(null);
      },
    );
    return () => {
      gone = true;
    };
  }, [batch, lookKey, ready, engine]);
  if (batch === null || batch.start !== start) return { samples: null, problem };
  const known = errors?.start === start && look !== undefined ? errors.errors : null;
  return { samples: samplesOf(batch.batch, { start, names: classNames(run), errors: known }), problem };
}

function samplesOf(
  { x, labels }: SampleBatch,
  {
    start,
    names,
    errors,
  }: {
    readonly start: number;
    readonly names: readonly string[];
    readonly errors: Float32Array | null;
  },
): readonly Sample[] {
  const size = sizeOf(x.shape.slice(1));
  return Array.from({ length: x.shape[0] ?? 0 }, (_, at): Sample => {
    const label = labels?.[at];
    return {
      id: itemId({ kind: "given", index: start + at }),
      label: `Sample ${start + at + 1}${label === undefined ? "" : `, class ${names[label] ?? label}`}`,
      image: x.data.subarray(at * size, (at + 1) * size),
      error: errors?.[at] ?? null,
    };
  });
}
