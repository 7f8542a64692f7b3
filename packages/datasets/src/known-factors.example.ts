import { Random } from "@ganlens/core";
import { digitsStrokes } from "@ganlens/datasets";

const data = digitsStrokes(); // or sprites()
const factors = data.sampleFactors(100, Random.fromSeed(1), {
  keep: ({ digit, width = 0 }) => digit !== 7 || width < 3, // no thick sevens
});
const images = data.renderFactors(factors);
const names = data.factors.map(({ name }) => name);
console.log(names, images.shape); // images.shape is [100, 28, 28, 1]
