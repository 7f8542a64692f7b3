import { withinRange } from "../../engine/slider-range.ts";
import { pinWords, toggledPin } from "../../items/toggled-pin.ts";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import type { Place } from "../../state/view-state.ts";
import { directionName, type LatentView, rangeOf } from "./use-latent-view.ts";

/** A key moves a slider by this share of its range. */
const keyShare = 1 / 32;

/** What can be done with the point that is looked at. */
export interface PlaceActions {
  readonly move: (direction: number, value: number) => void;
  readonly draw: (seed: number) => void;
  readonly reset: () => void;
  readonly choose: (patch: Partial<Pick<Place, "label">>) => void;
  readonly turn: (basis: string) => void;
  readonly lock: (direction: number) => void;
  readonly pin: (item: string) => void;
}

/** Changes of the point, each a step that can be undone, also by keys. */
export function usePlaceActions(view: LatentView, active: number): PlaceActions {
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const { place, locked, selection } = state;
  const { basis } = view;
  const move = (direction: number, value: number): void => {
    const along = { ...place.along, [String(direction)]: withinRange(rangeOf(view, direction), value) };
    store.change({ place: { ...place, basis, along } }, { together: `direction ${direction}` });
  };
  const nudge = (steps: number): void => {
    const { low, high } = rangeOf(view, active);
    move(active, (view.now[active] ?? 0) + steps * keyShare * (high - low));
  };
  const actions: PlaceActions = {
    move,
    draw: (seed) => {
      // What is locked keeps its coordinate; everything else comes from the new point.
      const kept = locked.flatMap((direction) => {
        const value = view.now[direction];
        if (value === undefined) return [];
        return [[String(direction), withinRange(rangeOf(view, direction), value)] as const];
      });
      const along = Object.fromEntries(kept);
      const moves = kept.length === 0 ? { basis: place.basis } : { basis };
      store.change({ place: { ...place, ...moves, from: null, seed, row: 0, label: view.label, along } });
    },
    reset: () => store.change({ place: { ...place, along: {} } }),
    choose: (patch) => store.change({ place: { ...place, ...patch } }),
    turn: (next) => store.change({ place: { ...place, basis: next, along: {} }, locked: [] }),
    lock: (direction) => {
      const without = locked.filter((each) => each !== direction);
      const on = without.length === locked.length;
      store.change({ locked: on ? [...locked, direction].sort((one, other) => one - other) : without });
      announcer.say(`${directionName(view, direction)} ${on ? "locked" : "unlocked"}`);
    },
    pin: (item) => {
      const pinned = toggledPin(selection.pinned, item);
      store.change({ selection: { ...selection, pinned } });
      announcer.say(pinWords(selection.pinned, pinned));
    },
  };
  useKeyAction("random", () => actions.draw(randomSeed()));
  useKeyAction("less", () => nudge(-1));
  useKeyAction("more", () => nudge(1));
  useKeyAction("lock", () => actions.lock(active));
  return actions;
}

/** A seed that nobody chose; it is shown, so that the point can be found again. */
export function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) % 1_000_000;
}
