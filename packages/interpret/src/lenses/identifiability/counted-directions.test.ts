import { Random } from "@ganlens/core";
import { exactShareInterval } from "@ganlens/metrics";
import { expect, it } from "vitest";
import { countDirections } from "./counted-directions.ts";

/** Noise y and what a read-out of R² = r makes of it: ŷ = r y + √(r(1 − r)) e. */
function rows(shares: readonly number[], n: number, random: Random) {
  const m = shares.length;
  const [y, e] = [random.split("y").normal(n * m), random.split("e").normal(n * m)];
  const prediction = y.map((value, at) => {
    const r = shares[at % m] as number;
    return r * value + Math.sqrt(r * (1 - r)) * (e[at] as number);
  });
  return { y: { data: y, shape: [n, m] }, prediction: { data: prediction, shape: [n, m] } };
}

it("counts any direction that lies at the threshold in no more than one of forty runs, however many there are", () => {
  const draws = 400;
  const random = Random.fromSeed(1);
  for (const m of [1, 12]) {
    let wrong = 0;
    for (let draw = 0; draw < draws; draw++) {
      const { above } = countDirections({
        ...rows(new Array(m).fill(0.5), 400, random.split(`${m}/${draw}`)),
        threshold: 0.5,
      });
      if (above.length > 0) wrong++;
    }
    const { interval } = exactShareInterval({ hits: wrong, n: draws });
    expect(wrong).toBeGreaterThan(0);
    expect(interval.low).toBeLessThan(0.025);
    expect(interval.high).toBeLessThan(0.075);
  }
});

it("names those above, and how many cannot be said to be below", () => {
  const shares = [0.9, 0.5, 0.45, 0.8, 0.1];
  const { above, interval } = countDirections({ ...rows(shares, 3000, Random.fromSeed(2)), threshold: 0.5 });
  expect(above).toEqual([0, 3]);
  expect([interval.low, interval.high]).toEqual([2, 3]);
});

it("counts a direction of the R² that it states as its limit in about four of five runs", () => {
  const [m, n, draws] = [6, 800, 200];
  const random = Random.fromSeed(3);
  const limit = countDirections({ ...rows(new Array(m).fill(0), n, random), threshold: 0.5 }).limit;
  expect(limit).toBeGreaterThan(0.5);
  let counted = 0;
  for (let draw = 0; draw < draws; draw++) {
    const shares = [limit, 0, 0, 0, 0, 0];
    const { above } = countDirections({ ...rows(shares, n, random.split(`${draw}`)), threshold: 0.5 });
    if (above.includes(0)) counted++;
  }
  expect(counted / draws).toBeGreaterThan(0.7);
  expect(counted / draws).toBeLessThan(0.9);
});

it("counts no direction along which nothing varies", () => {
  const flat = { data: new Float32Array(20), shape: [10, 2] };
  const { above, interval } = countDirections({ y: flat, prediction: flat, threshold: 0.5 });
  expect([above, interval.high]).toEqual([[], 0]);
});
