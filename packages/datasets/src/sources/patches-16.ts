import { embeddedImages } from "../embedded/embedded-images.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

const photographs = [
  "astronaut",
  "brick",
  "camera",
  "chelsea",
  "coffee",
  "grass",
  "gravel",
  "hubble",
  "rocket",
];

/** Patches whose class is the photograph that they were cut out of. */
export const patches16: DatasetSource = {
  name: "patches-16",
  description: "3,600 grey patches of nine photographs, 16 × 16, the photograph as class.",
  licence: "CC0 or public domain, example images of scikit-image",
  load: () =>
    embeddedImages({
      name: "patches-16",
      images: import("../embedded/patches-16-images.generated.ts"),
      labels: import("../embedded/patches-16-labels.generated.ts"),
      classes: photographs,
      maximum: 255,
      parts: trainAndHeldOut,
      licence: patches16.licence as string,
    }),
};
