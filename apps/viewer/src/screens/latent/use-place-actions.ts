import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import type { Basis, Place } from "../../state/view-state.ts";
import type { LatentView } from "./use-latent-view.ts";

/** How far a key moves a slider. */
const keyStep = 0.25;

/** What can be done with the point that is looked at. */
export interface PlaceActions {
  readonly move: (direction: number, value: number) => void;
  readonly draw: (seed: number) => void;
  readonly reset: () => void;
  readonly choose: (patch: Partial<Pick<Place, "label">>) => void;
  readonly turn: (basis: Basis) => void;
  readonly lock: (direction: number) => void;
  readonly pin: (item: string) => void;
}

/** Changes of the point, each a step that can be undone, also by keys. */
export function usePlaceActions(view: LatentView, active: number): PlaceActions {
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const { place, locked, selection } = state;
  const end = sliderEnd(view);
  const move = (direction: number, value: number): void => {
    const rounded = Math.round(Math.min(end, Math.max(-end, value)) * 100) / 100;
    const along = { ...place.along, [String(direction)]: rounded };
    store.change({ place: { ...place, along } }, { together: `direction ${direction}` });
  };
  const actions: PlaceActions = {
    move,
    draw: (seed) => {
      // What is locked keeps its coordinate; everything else comes from the new point.
      const kept = locked.flatMap((direction) => {
        const value = view.now[direction];
        return value === undefined ? [] : [[String(direction), Math.round(value * 100) / 100] as const];
      });
      store.change({ place: { ...place, seed, row: 0, label: view.label, along: Object.fromEntries(kept) } });
    },
    reset: () => store.change({ place: { ...place, along: {} } }),
    choose: (patch) => store.change({ place: { ...place, ...patch } }),
    turn: (basis) => store.change({ place: { ...place, basis, along: {} }, locked: [] }),
    lock: (direction) => {
      const without = locked.filter((each) => each !== direction);
      const on = without.length === locked.length;
      store.change({ locked: on ? [...locked, direction].sort((one, other) => one - other) : without });
      announcer.say(`Direction ${direction + 1} ${on ? "locked" : "unlocked"}`);
    },
    pin: (item) => {
      const pinned = selection.pinned === item ? null : item;
      store.change({ selection: { ...selection, pinned } });
      announcer.say(pinned === null ? "Unpinned" : "Pinned");
    },
  };
  useKeyAction("random", () => actions.draw(randomSeed()));
  useKeyAction("less", () => move(active, (view.now[active] ?? 0) - keyStep));
  useKeyAction("more", () => move(active, (view.now[active] ?? 0) + keyStep));
  useKeyAction("lock", () => actions.lock(active));
  return actions;
}

/** A seed that nobody chose; it is shown, so that the point can be found again. */
export function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] as number) % 1_000_000;
}

/** How far the sliders go to both sides: standard deviations of a normal prior, the bounds of a uniform one. */
export function sliderEnd({ latent, basis }: LatentView): number {
  if (latent?.prior !== "uniform") return 4;
  return basis === "inputs" ? 1 : 2;
}
