import { wordsOf } from "@ganlens/core";
import { useEffect, useState } from "react";
import { useEngine } from "../engine/use-engine.ts";
import type { UsedLook } from "../engine/use-look.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { type ItemPicture, loadItem } from "./load-item.ts";

/** In milliseconds. */
const rest = 120;

/** An item as panels show it. */
export interface ShownItem extends ItemPicture {
  readonly id: string;
  readonly reconstruction?: Float32Array;
  /** Mean squared error of the reconstruction. */
  readonly error?: number;
}

/** Loads an item at the step that is looked at; the one before stays until it is there. */
export function useItem(
  id: string | null,
  { look }: Pick<UsedLook, "look">,
): { readonly item: ShownItem | null; readonly problem: string | null } {
  const run = useRun();
  const { state } = useView();
  const { engine, status } = useEngine();
  const [item, setItem] = useState<ShownItem | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const lookKey = JSON.stringify(look);
  const { step } = state;
  // The look is compared by what it says.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (id === null) {
      setItem(null);
      setProblem(null);
      return;
    }
    let gone = false;
    const show = async (): Promise<void> => {
      const picture = await loadItem(id, { run, engine, step });
      let why: string | null = null;
      const seen =
        look === undefined || status.state !== "ready"
          ? null
          : await engine
              .ask("look", { images: picture.image, count: 1, shape: picture.shape, look })
              .catch((error: unknown) => {
                // The image is there, whatever an autoencoder makes of it.
                why = wordsOf(error);
                return null;
              });
      if (gone) return;
      setProblem(why);
      setItem({
        id,
        ...picture,
        ...(seen?.reconstructions === undefined ? {} : { reconstruction: seen.reconstructions }),
        ...(seen?.errors?.[0] === undefined ? {} : { error: seen.errors[0] }),
      });
    };
    // Waits until what is looked at rests: a slider that moves asks for its own image first.
    const timer = setTimeout(() => {
      show().catch((error: unknown) => {
        if (!gone) setProblem(wordsOf(error));
      });
    }, rest);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, step, run, lookKey, engine, status.state]);
  return { item: id === null ? null : item, problem };
}
