import { digitClasses, embeddedImages } from "../embedded/embedded-images.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import type { SplitPart } from "../samples/split-by-hash.ts";

const halves: readonly SplitPart[] = [
  { name: "a", weight: 1 },
  {
    name: "b",
    weight: 1,
    parts: [
      { name: "b-1", weight: 1 },
      { name: "b-2", weight: 1 },
    ],
  },
];

/** Halves `a` and `b`, and the halves `b-1` and `b-2` of `b`. */
export const mnistT10k: DatasetSource = {
  name: "mnist-t10k",
  description:
    "The 10,000 handwritten digits of MNIST's test set, 28 × 28; the extractor and Fréchet distances use these.",
  licence: "quoted elsewhere as CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
  load: () =>
    embeddedImages({
      name: "mnist-t10k",
      images: import("../embedded/mnist-t10k-images.generated.ts"),
      labels: import("../embedded/mnist-t10k-labels.generated.ts"),
      classes: digitClasses,
      maximum: 255,
      parts: halves,
      licence: mnistT10k.licence as string,
    }),
};
