import { DatasetInvalidError, type NdArray } from "@ganlens/core";

const [shortest, longest, letters] = [3, 8, 26] as const;

/** Words as images, with their lengths as classes. */
export interface WordImages {
  /** `[n, 8, 27, 1]`, one 1 in each row, all else 0. */
  readonly images: NdArray<Uint8Array>;
  readonly labels: Int32Array;
  readonly classes: readonly string[];
}

/**
 * Words of 3 to 8 letters a to z as images of 8 × 27 pixels: row i is the one-hot vector of the letter at place i, or of column 26 behind
 * the end of the word. Classes are the lengths.
 *
 * @throws {DatasetInvalidError} for anything else
 */
export function wordImages(words: readonly string[]): WordImages {
  const width = letters + 1;
  const data = new Uint8Array(words.length * longest * width);
  const labels = new Int32Array(words.length);
  for (const [i, word] of words.entries()) {
    if (!/^[a-z]{3,8}$/.test(word)) {
      throw new DatasetInvalidError({
        message: `Expected words of ${shortest} to ${longest} letters a to z, received "${word}" at ${i}.`,
      });
    }
    labels[i] = word.length - shortest;
    for (let place = 0; place < longest; place++) {
      const column = place < word.length ? word.charCodeAt(place) - 97 : letters;
      data[(i * longest + place) * width + column] = 1;
    }
  }
  const classes = Array.from({ length: longest - shortest + 1 }, (_, k) => String(shortest + k));
  return { images: { data, shape: [words.length, longest, width, 1] }, labels, classes };
}

/**
 * The words that images show: in each row the brightest column.
 *
 * @param images `[n, 8, 27, 1]`
 */
export function wordsOfImages({ data, shape }: NdArray<Uint8Array | Float32Array>): string[] {
  const [count = 0, rows = 0, width = 0] = shape;
  return Array.from({ length: count }, (_, i) => {
    let word = "";
    for (let place = 0; place < rows; place++) {
      const row = data.subarray((i * rows + place) * width, (i * rows + place + 1) * width);
      let best = 0;
      for (let column = 1; column < width; column++) {
        if ((row[column] as number) > (row[best] as number)) best = column;
      }
      word += best === letters ? " " : String.fromCharCode(97 + best);
    }
    return word.trimEnd();
  });
}
