import fc from "fast-check";
import { expect, it } from "vitest";
import { hashOf, stateOf } from "./hash.ts";
import { initialState, sampleOrders, screens, type ViewState } from "./view-state.ts";

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const id = fc.stringMatching(/^(tile|drawn|real)-[a-z0-9_.]{1,8}(-[a-z0-9]{1,8})?$/);
const states: fc.Arbitrary<ViewState> = fc.record({
  screen: fc.constantFrom(...screens),
  lens: fc.option(fc.stringMatching(/^[a-z0-9-]{1,12}$/)),
  step: fc.option(fc.nat()),
  place: fc.record({
    from: fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/)),
    seed,
    row: fc.nat({ max: 999 }),
    label: fc.option(fc.nat({ max: 9 })),
    basis: fc.option(fc.constantFrom("inputs", "identifiability.readable", "a-lens.some-directions")),
    along: fc.dictionary(
      fc.stringMatching(/^[1-9]\d?$/),
      fc.double({ min: -9, max: 9, noNaN: true }).map((x) => x + 0),
    ),
  }),
  locked: fc.array(fc.nat({ max: 63 }), { maxLength: 8 }),
  code: fc.option(fc.integer({ min: 1, max: 64 })),
  through: fc.constantFrom("real", "generated"),
  drawn: seed,
  order: fc.constantFrom(...sampleOrders),
  page: fc.nat({ max: 999 }),
  selection: fc.record({
    ids: fc.array(id, { maxLength: 5 }),
    primary: fc.option(id),
    pinned: fc.array(id, { maxLength: 6 }),
  }),
});

it("gives every state back from its address", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(stateOf(hashOf(state))).toEqual(state);
    }),
  );
});

it("writes what people can read, and nothing for the start", () => {
  expect(hashOf(initialState)).toBe("");
  const place = { ...initialState.place, seed: 3, label: 7, along: { "0": 1.5, "3": -2 } };
  expect(hashOf({ ...initialState, screen: "latent", step: 2000, place })).toBe(
    "screen=latent&step=2000&seed=3&class=7&z=0:1.5,3:-2",
  );
});

it("leaves out what makes no sense, and keeps the rest", () => {
  expect(
    stateOf("#screen=nowhere&step=-1&seed=1e99&class=7&z=0:x&pin=<script>&along=%E0%A4%A&hidden=1"),
  ).toEqual({
    ...initialState,
    place: { ...initialState.place, label: 7 },
  });
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(stateOf(text)).toBeDefined();
    }),
  );
});
