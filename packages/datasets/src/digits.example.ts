import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";

const digits = await openDataset("mnist-5k", { split: "train", random: Random.fromSeed(1) });
const { x, labels } = await digits.next(32);
console.log(digits.info.splits, x.shape, labels?.slice(0, 5)); // x.shape is [32, 28, 28, 1]
