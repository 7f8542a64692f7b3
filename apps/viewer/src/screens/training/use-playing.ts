import { useEffect, useRef, useState } from "react";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useView } from "../../state/use-view.ts";

/** Two pictures a second: nothing flashes. One, where less motion is asked for. */
const pace = 500;
const calmPace = 1000;

/** Plays the steps one after the other, to the last. */
export function usePlaying(
  steps: readonly number[],
  step: number | null,
): { readonly playing: boolean; readonly toggle: () => void; readonly stop: () => void } {
  const { store } = useView();
  const [playing, setPlaying] = useState(false);
  const newest = useRef({ steps, step });
  newest.current = { steps, step };
  useEffect(() => {
    if (!playing) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = window.setInterval(
      () => {
        const { steps, step } = newest.current;
        const next = steps[steps.indexOf(step ?? -1) + 1];
        if (next === undefined) setPlaying(false);
        else store.change({ step: next }, { passing: true });
      },
      calm ? calmPace : pace,
    );
    return () => window.clearInterval(timer);
  }, [playing, store]);
  const toggle = (): void => {
    // From the end it begins again.
    if (!playing && step === steps.at(-1)) store.change({ step: steps[0] ?? null });
    setPlaying(!playing);
  };
  useKeyAction("play", toggle);
  return { playing, toggle, stop: () => setPlaying(false) };
}
