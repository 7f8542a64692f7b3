/** One image as properties look at it: the mean of its channels, row by row. */
export interface PropertyImage {
  readonly height: number;
  readonly width: number;
  /** `[height · width]` in [0, 1] */
  readonly grey: Float32Array;
  /** How far each pixel lies from the flat background of real images, in [0, 1]; empty where they have none. */
  readonly ink: Float32Array;
}

/** Something of an image that has a name and can be seen, as one number. */
export interface Property {
  /** Lower case with hyphens: `stroke-width`. */
  readonly id: string;
  /** For sentences and bars: "stroke width". */
  readonly name: string;
  /** What is said of images with less of it, and with more: "thinner", "thicker". */
  readonly words: readonly [less: string, more: string];
  /** Where it makes sense: what is said of ink needs a flat background, on which brightness is nothing but the amount of ink. */
  readonly on: "any background" | "flat background" | "no flat background";
  /**
   * The least difference that an eye would see, in the property's own unit: the unit of differences where real images spread by
   * less, so that what nobody sees is never what differs most.
   */
  readonly visible: number;
  /** Whether a sentence may name it: a planted change of it was named in at least nine draws of ten. */
  readonly named: boolean;
  /** Its value; always a finite number. */
  of(image: PropertyImage): number;
}
