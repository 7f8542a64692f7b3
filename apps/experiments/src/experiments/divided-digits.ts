import type { Subject } from "@ganlens/core";
import { allImages } from "./all-images.ts";
import { type DividedImagesOptions, dividedImages } from "./divided-images.ts";

/** All 5,000 images of mnist-5k divided anew: {@link dividedImages}. */
export async function dividedDigits(options: DividedImagesOptions): Promise<Subject> {
  return dividedImages(await allImages("mnist-5k"), options);
}
