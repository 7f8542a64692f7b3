import type { Fault } from "./fault.ts";
import { replacingFault } from "./replacing-fault.ts";
import { shareInWords } from "./share-of.ts";

/** Memorised images: a share of the images is replaced by training images, value by value. */
export const exactCopies: Fault = replacingFault({
  id: "exact-copies",
  title: (strength) => `${shareInWords(strength)} exact copies of training images`,
  sources: 1,
  replace:
    () =>
    ({ image, sources: [source] }) =>
      image.set(source as Float32Array),
});
