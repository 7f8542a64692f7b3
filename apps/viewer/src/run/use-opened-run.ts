import { GanlensError, wordsOf } from "@ganlens/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { FileMemo } from "./memo.ts";
import { type OpenRun, openRun } from "./open-run.ts";
import type { RunFiles } from "./run-files.ts";
import type { RunSource } from "./run-source.ts";
import { openServedRun } from "./served-run.ts";

/** Why a run could not be opened. */
export interface OpeningProblem {
  readonly message: string;
  readonly hint?: string;
}

/** How far the page is with opening a run. */
export type Opening =
  | { readonly state: "opening" }
  | { readonly state: "welcome"; readonly problem?: OpeningProblem }
  | {
      readonly state: "open";
      readonly contents: OpenRun;
      readonly served: boolean;
      /** Why the run is not followed at present. */
      readonly trouble: string | null;
    };

/** Opens the served run, where there is one, or another that is handed over; follows it while it changes. */
export function useOpenedRun(): {
  readonly opening: Opening;
  readonly open: (source: () => Promise<RunSource>) => void;
  readonly close: () => void;
} {
  const [opening, setOpening] = useState<Opening>({ state: "opening" });
  const stop = useRef<() => void>(() => {});

  const follow = useCallback(async (find: () => Promise<RunSource | null>): Promise<void> => {
    stop.current();
    stop.current = () => {};
    try {
      const source = await find();
      if (source === null) {
        setOpening({ state: "welcome" });
        return;
      }
      const memo = new FileMemo();
      const served = source.watch !== undefined;
      const show = async (files: RunFiles): Promise<void> => {
        const contents = await openRun(files, memo);
        setOpening((before) => ({
          state: "open",
          contents,
          served,
          trouble: before.state === "open" ? before.trouble : null,
        }));
      };
      await show(source.files);
      const following = source.watch?.({
        // A change that cannot be read leaves the page as it is; the next one may be whole again.
        changed: (files) => void show(files).catch(() => null),
        trouble: (trouble) =>
          setOpening((before) =>
            before.state !== "open" || before.trouble === trouble ? before : { ...before, trouble },
          ),
      });
      stop.current = following ?? (() => {});
    } catch (error) {
      const hint = GanlensError.isInstance(error) ? error.hint : undefined;
      setOpening({
        state: "welcome",
        problem: { message: wordsOf(error), ...(hint === undefined ? {} : { hint }) },
      });
    }
  }, []);

  useEffect(() => {
    void follow(() => openServedRun(new URL("./", window.location.href)));
    return () => stop.current();
  }, [follow]);

  const open = useCallback(
    (source: () => Promise<RunSource>): void => {
      setOpening({ state: "opening" });
      void follow(source);
    },
    [follow],
  );
  const close = useCallback((): void => {
    stop.current();
    setOpening({ state: "welcome" });
  }, []);
  return { opening, open, close };
}
