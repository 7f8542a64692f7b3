import { expect, it } from "vitest";
import { mostPinned } from "../state/view-state.ts";
import { pinWords, toggledPin } from "./toggled-pin.ts";

it("keeps what was pinned before, lets go what is pinned again, and takes no more than there is room for", () => {
  const two = toggledPin(toggledPin([], "tile-1"), "tile-2");
  expect(two).toEqual(["tile-1", "tile-2"]);
  expect(toggledPin(two, "tile-1")).toEqual(["tile-2"]);
  const full = Array.from({ length: mostPinned }, (_, at) => `tile-${at}`);
  expect(toggledPin(full, "tile-99")).toEqual(full);
  expect([pinWords([], two), pinWords(two, ["tile-2"]), pinWords(full, full)]).toEqual([
    "Pinned, 2 in all",
    "Unpinned",
    "6 are pinned already: unpin one first",
  ]);
});
