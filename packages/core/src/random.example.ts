import { Random } from "@ganlens/core";

const random = Random.fromSeed(7);
const noise = random.split("noise").normal(64); // the same 64 numbers everywhere
const order = random.split("order").permutation(10); // not moved by how many numbers "noise" drew
console.log(noise.slice(0, 3), order);
