import { Random } from "@ganlens/core";
import { floorOf, frechetDistance, measure, prdc } from "@ganlens/metrics";

const random = Random.fromSeed(1);
const first = { data: random.normal(4000), shape: [1000, 4] };
const second = { data: random.normal(4000, { mean: 1 }), shape: [1000, 4] };
const distance = frechetDistance({ first, second }); // about 4: one for each coordinate's shift

// A floor and a measure beside it, so that the number can be read.
const { coverage } = prdc({ real: first, generated: second });
const floor = await floorOf({
  metric: (real, generated) => prdc({ real, generated }).coverage.value,
  real: { first, second: { data: random.normal(4000), shape: [1000, 4] } }, // two disjoint real samples
  n: 1000,
});
const shown = measure({ name: "coverage", better: "higher", floor, ...coverage });
console.log(distance, shown);
