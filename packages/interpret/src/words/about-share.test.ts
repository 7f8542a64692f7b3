import { expect, it } from "vitest";
import { aboutShare } from "./about-share.ts";

it("says a share by the nearest simple fraction", () => {
  const said = [0, 0.04, 0.06, 0.24, 0.35, 0.52, 0.66, 0.79, 0.81, 0.92, 0.96, 1].map(aboutShare);
  expect(said).toEqual([
    "hardly any",
    "hardly any",
    "about a tenth",
    "about a quarter",
    "about a third",
    "about half",
    "about two thirds",
    "about four fifths",
    "about four fifths",
    "about nine tenths",
    "nearly all",
    "nearly all",
  ]);
});
