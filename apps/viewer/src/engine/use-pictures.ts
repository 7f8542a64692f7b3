import { wordsOf } from "@ganlens/core";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Engine } from "./engine.ts";
import { latestWins } from "./latest-wins.ts";
import type { Look, Pictures, Tasks } from "./messages.ts";
import { useEngine } from "./use-engine.ts";

/** What is to be generated; equal names mean equal pictures. */
export interface PictureQuestion {
  readonly name: string;
  readonly question: Tasks["generate"]["question"];
}

/** The newest pictures, and what went wrong since. */
export interface ShownPictures {
  readonly name: string;
  readonly pictures: Pictures;
}

/** Generates what is asked for; while the worker is busy, only the newest question waits. */
export function usePictures(asked: PictureQuestion | null): {
  readonly shown: ShownPictures | null;
  readonly problem: string | null;
} {
  const { engine, status } = useEngine();
  const [shown, setShown] = useState<ShownPictures | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const request = useMemo(() => {
    return latestWins<PictureQuestion, Pictures>({
      ask: ({ question }) => askGenerate(engine, question),
      tell: (pictures, { name }) => {
        setShown({ name, pictures });
        setProblem(null);
      },
      fail: (error) => setProblem(wordsOf(error)),
    });
  }, [engine]);
  const newest = useRef(asked);
  newest.current = asked;
  const ready = status.state === "ready";
  const name = asked?.name;
  // Asked before the page is painted, not after.
  useLayoutEffect(() => {
    if (name !== undefined && ready && newest.current !== null) request(newest.current);
  }, [name, ready, request]);
  return { shown, problem };
}

/** The arrays of a question are copied: the page still needs them. */
function askGenerate(engine: Engine, question: Tasks["generate"]["question"]): Promise<Pictures> {
  return engine.ask("generate", question);
}

/** A look through an autoencoder as part of a question's name. */
export function lookName(look: Look | undefined): string {
  return look === undefined ? "" : `${look.autoencoder} ${look.code ?? "all"}`;
}
