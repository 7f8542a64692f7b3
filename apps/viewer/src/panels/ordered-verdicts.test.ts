import { expect, it } from "vitest";
import { galleryLens } from "../testdata/gallery-lens.ts";
import { orderedVerdicts } from "./ordered-verdicts.ts";

it("puts problems first, then what cannot be told, notes, and what is good; of one level as the lenses stand", () => {
  const other = { ...galleryLens, lens: "other" };
  const said = orderedVerdicts([galleryLens, { ...galleryLens, lens: "old", verdicts: [] }, other]);
  expect(said.map(({ verdict, result }) => `${verdict.level}, ${result.lens}`)).toEqual([
    "problem, gallery",
    "problem, other",
    "cannot tell, gallery",
    "cannot tell, other",
    "note, gallery",
    "note, other",
    "good, gallery",
    "good, other",
  ]);
});
