import { digitClasses, embeddedImages } from "../embedded/embedded-images.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

/** 4,000 images to train on and 1,000 that nothing is ever trained on, 400 and 100 of each digit. */
export const mnist5k: DatasetSource = {
  name: "mnist-5k",
  description: "5,000 handwritten digits of MNIST's training set, 28 × 28; generators train on these.",
  licence: "quoted elsewhere as CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
  load: () =>
    embeddedImages({
      name: "mnist-5k",
      images: import("../embedded/mnist-5k-images.generated.ts"),
      labels: import("../embedded/mnist-5k-labels.generated.ts"),
      classes: digitClasses,
      maximum: 255,
      parts: trainAndHeldOut,
      licence: mnist5k.licence as string,
    }),
};
