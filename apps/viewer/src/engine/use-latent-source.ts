import { type LatentSpec, wordsOf } from "@ganlens/core";
import { useEffect, useState } from "react";
import type { OpenRun } from "../run/open-run.ts";
import { type DirectionSet, directionSets } from "./direction-sets.ts";
import { type LatentSource, latentSource } from "./latent-source.ts";

/** Where points come from and what they can be moved along; `null` while that is read. */
export interface ReadSource {
  readonly source: LatentSource | null;
  readonly sets: readonly DirectionSet[] | null;
  readonly problem: string | null;
}

const nothing: ReadSource = { source: null, sets: null, problem: null };

/** Reads the latents that were given, where points cannot be drawn, those of an answer, where its rows are looked at, and the directions that lenses have stored. */
export function useLatentSource(
  run: OpenRun,
  spec: LatentSpec | null,
  { size, from = null }: { readonly size: number; readonly from?: string | null },
): ReadSource {
  const [read, setRead] = useState<ReadSource>(nothing);
  useEffect(() => {
    if (spec === null) return;
    let gone = false;
    Promise.all([latentSource(run, spec, from), directionSets(run, size)]).then(
      ([source, sets]) => {
        if (!gone) setRead({ source, sets, problem: null });
      },
      (error: unknown) => {
        if (!gone) setRead({ ...nothing, problem: wordsOf(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [run, spec, size, from]);
  return spec === null ? nothing : read;
}
