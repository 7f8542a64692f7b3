import { expect, it } from "vitest";
import { verdict } from "./verdict.ts";

const said = (headline: string) => () => verdict({ id: "a", level: "good", headline }, "quick");

it("lets a short sentence with one quantity pass, and refuses what is no headline", () => {
  for (const headline of [
    "Half of the real images lie outside what it draws.",
    "At least 9 of 64 noise directions can be read from its pictures.",
    "About 7.4 % of its images lie outside what real ones look like.",
  ]) {
    expect(said(headline)()).toEqual({ id: "a", level: "good", headline });
  }
  for (const headline of [
    "",
    "It is 7 times farther than 3 others.",
    "It is 7 [6, 8] times farther.",
    "In classifier ae9549874c7f it is far.",
    Array.from({ length: 21 }, () => "word").join(" "),
  ]) {
    expect(said(headline)).toThrow(/Expected a headline/);
  }
});

it("says no more than a note at a glance", () => {
  const levels = (["good", "note", "problem", "cannot tell"] as const).map(
    (level) => verdict({ id: "a", level, headline: "It is so." }, "glance").level,
  );
  expect(levels).toEqual(["note", "note", "note", "cannot tell"]);
});
