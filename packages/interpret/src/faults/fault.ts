import type { NdArray, Random } from "@ganlens/core";

/** Images that a fault is planted in, with what some faults need beside them. */
export interface FaultInput {
  /** Clean images, [n, height, width, channels] in [0, 1]: in a run, the placebo. */
  readonly images: NdArray;
  /** Class of each image, where there are classes. */
  readonly labels?: Int32Array;
  /** What copies are taken from: images that the generator was trained on. */
  readonly training: NdArray;
  readonly random: Random;
}

/** A planted fault whose truth is known: the same images with something wrong in them. */
export interface Fault {
  /** Lower case with hyphens: `exact-copies`, `one-class-missing`. */
  readonly id: string;
  /** What was planted, for sentences: "5 % exact copies of training images". */
  title(strength: number): string;
  /** What a strength means: "share of images", "standard deviation in pixels". */
  readonly unit: string;
  /** Strengths that tables speak of, weakest first. */
  readonly strengths: readonly number[];
  /**
   * The images with the fault in them; the number of images may shrink (classes taken away), never grow.
   *
   * @throws {RunUnsupportedError} when it cannot be planted in these images (no classes, too few images)
   */
  plant(input: FaultInput, strength: number): NdArray;
}
