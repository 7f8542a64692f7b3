import { expect, it } from "vitest";
import { initialState } from "./view-state.ts";
import { ViewStore } from "./view-store.ts";

function atTime(): { store: ViewStore; wait: (milliseconds: number) => void } {
  let now = 0;
  return {
    store: new ViewStore(() => now),
    wait: (milliseconds) => {
      now += milliseconds;
    },
  };
}

it("goes back and forth, and a new change ends the way forth", () => {
  const { store } = atTime();
  store.change({ step: 1 });
  store.change({ step: 2 });
  store.undo();
  expect(store.get().step).toBe(1);
  store.redo();
  expect(store.get().step).toBe(2);
  store.undo();
  store.change({ screen: "latent" });
  expect(store.canRedo).toBe(false);
  store.undo();
  store.undo();
  expect(store.get()).toEqual(initialState);
  expect(store.canUndo).toBe(false);
});

it("undoes one drag at once, and two drags one after the other", () => {
  const { store, wait } = atTime();
  const drag = (step: number): void => store.change({ step }, { together: "slider" });
  for (const step of [1, 2, 3]) drag(step);
  wait(5000);
  for (const step of [4, 5]) drag(step);
  store.undo();
  expect(store.get().step).toBe(3);
  store.undo();
  expect(store.get().step).toBeNull();
});

it("does not keep what passes by itself, nor what changes nothing", () => {
  const { store } = atTime();
  let heard = 0;
  store.subscribe(() => heard++);
  store.change({ step: 5 }, { passing: true });
  store.change({ step: 5 });
  expect([heard, store.canUndo]).toEqual([1, false]);
});
