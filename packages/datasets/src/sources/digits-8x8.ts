import { digitClasses, embeddedImages } from "../embedded/embedded-images.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

/** 1,438 images to train on and 359 held out; the stored values 0…16 become 0…1. */
export const digits8x8: DatasetSource = {
  name: "digits-8x8",
  description: "1,797 handwritten digits, 8 × 8 with 17 grey levels: small enough for quick tests.",
  licence:
    "quoted elsewhere as CC BY 4.0 (unverified), E. Alpaydin and C. Kaynak, UCI Machine Learning Repository",
  load: () =>
    embeddedImages({
      name: "digits-8x8",
      images: import("../embedded/digits-8x8-images.generated.ts"),
      labels: import("../embedded/digits-8x8-labels.generated.ts"),
      classes: digitClasses,
      maximum: 16,
      parts: trainAndHeldOut,
      licence: digits8x8.licence as string,
    }),
};
