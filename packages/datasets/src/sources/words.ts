import { decodeEmbedded } from "../embedded/decode-embedded.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { wordImages } from "../words/word-images.ts";

/** English words as images of one white pixel a row; the class is the number of letters. */
export const words: DatasetSource = {
  name: "words",
  description:
    "24,972 English words of 3 to 8 letters as images, 8 × 27: a row for each place, a column for each letter and for none.",
  licence: "SCOWL, copyright Kevin Atkinson: free to use with its notice (see LICENCE in data/words)",
  async load() {
    const { base64 } = await import("../embedded/words-text.generated.ts");
    const list = new TextDecoder().decode(decodeEmbedded(base64)).trimEnd().split("\n");
    return labelledImages({
      name: "words",
      ...wordImages(list),
      maximum: 1,
      parts: trainAndHeldOut,
      licence: words.licence as string,
    });
  },
};
