import { describe, expect, it } from "vitest";
import { neighbourVote } from "./neighbour-vote.ts";

describe("neighbourVote", () => {
  const neighbours = { data: Int32Array.from([0, 1, 2, 3, 2, 0]), shape: [2, 3] };

  it("counts shares and gives ties to the smallest class", () => {
    const { predicted, shares } = neighbourVote({ neighbours, labels: [1, 0, 1, 2], classes: 3 });
    expect([...predicted]).toEqual([1, 1]);
    expect([...shares.data]).toEqual([1 / 3, 2 / 3, 0, 0, 2 / 3, 1 / 3]);
    const tied = neighbourVote({ neighbours, labels: [2, 1, 0, 1], classes: 3 });
    expect([...tied.predicted]).toEqual([0, 0]);
  });

  it("refuses labels out of range, missing classes and neighbours that have no label", () => {
    expect(() => neighbourVote({ neighbours, labels: [0, 1, 3, 2], classes: 3 })).toThrow(/0…2/);
    expect(() => neighbourVote({ neighbours, labels: [0, 0, 1, 1], classes: 3 })).toThrow(/class 2/);
    expect(() => neighbourVote({ neighbours, labels: [0, 1, 2], classes: 3 })).toThrow(/row 3 of 3/);
  });
});
