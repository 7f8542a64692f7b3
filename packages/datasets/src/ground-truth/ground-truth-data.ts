import type { Factor, NdArray, Random } from "@ganlens/core";

/** One known cause of variation, with the values that it takes on its grid. */
export interface GroundTruthFactor extends Factor {
  /**
   * `class`: values without an order, of which only those of the grid can be rendered; `ordered`: every value between the first
   * and the last can be; `cyclic`: and those between the last and the first, after `period`.
   */
  readonly kind: "class" | "ordered" | "cyclic";
  /** What each value of a class is called. */
  readonly names?: readonly string[];
  /** What values are measured in: "px", "degrees". */
  readonly unit?: string;
  /** Where a cyclic factor begins anew, in its unit. */
  readonly period?: number;
}

/** The values of one image's factors, by the names of the factors. */
export type FactorValues = Readonly<Record<string, number>>;

/** Two factors that are drawn together. */
export interface CorrelatedPair {
  readonly factors: readonly [string, string];
  /** The correlation of the two factors' indices among images, −0.95 to 0.95 and not 0. */
  readonly strength: number;
}

/** How factors are drawn. */
export interface SampleFactorsOptions {
  /** Whether an image with these values may occur; draws that it refuses are drawn again. All may, unless told. */
  readonly keep?: ((values: FactorValues) => boolean) | undefined;
  /** Pairs of factors that are drawn together; all are independent unless told. */
  readonly correlated?: readonly CorrelatedPair[] | undefined;
}

/** Images, and what is known of each pixel. */
export interface RenderedImages extends NdArray {
  /**
   * How much of each pixel shows each part of the data, `[n, parts, height, width]`: 255 where the pixel is wholly of that part. What
   * all parts leave of 255 is the ground.
   */
  readonly masks?: NdArray<Uint8Array>;
}

/** Images with the factors that they were rendered from. */
export interface SampledImages {
  /** Indices into the factors' values, `[n, factors]`. */
  readonly factors: NdArray<Int32Array>;
  readonly images: RenderedImages;
}

/**
 * Images with a known cause for all that varies in them, made on demand: the same factors always give the same image.
 *
 * The interface of disentanglement_lib's `GroundTruthData`: `num_factors` and `factors_num_values` are the length and sizes of `factors`,
 * `observation_shape` is `imageShape`, `sample_factors` is `sampleFactors`, `sample_observations_from_factors` is `renderFactors` (which
 * draws nothing at random), `sample` is `sample`, and `sample_observations` its images. Here factors may also lie between grid values.
 *
 * @see Locatello et al. 2019, Challenging common assumptions in the unsupervised learning of disentangled representations
 * (`GroundTruthData` of disentanglement_lib)
 */
export interface GroundTruthData {
  /** Lower case letters, digits and hyphens. */
  readonly name: string;
  /** All causes, in the order of the columns of factors. */
  readonly factors: readonly GroundTruthFactor[];
  /** The column whose values are the classes of the images. */
  readonly classFactor: number;
  /** Shape of one image, `[height, width, channels]`. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
  /** What the masks tell apart, the lowest first; nothing where images have no masks. */
  readonly parts?: readonly string[];
  /**
   * Factors of `count` images as indices into the factors' values, `[count, factors]`; draws from `random`.
   *
   * @throws {ConfigInvalidError} for a count that is not an integer of at least 0, for pairs that {@link pairedFactors} refuses, and when
   * `keep` refuses nearly everything
   */
  sampleFactors(count: number, random: Random, options?: SampleFactorsOptions): NdArray<Int32Array>;
  /**
   * The images with these factors, float32 in [0, 1], `[n, height, width, channels]`.
   *
   * @param factors `[n, factors]`, indices into the factors' values; 2.5 means halfway between the third and fourth value of a
   * factor that is no class
   * @throws {ShapeError} when there is not one column for each factor
   * @throws {ConfigInvalidError} when an index lies beyond the values, or between two classes
   */
  renderFactors(factors: NdArray<Int32Array | Float32Array | Float64Array>): RenderedImages;
  /**
   * `count` random images with their factors; draws from `random` what {@link sampleFactors} draws.
   *
   * @throws {ConfigInvalidError} as {@link sampleFactors}
   */
  sample(count: number, random: Random, options?: SampleFactorsOptions): SampledImages;
}
