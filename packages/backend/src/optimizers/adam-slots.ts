import type * as tf from "@tensorflow/tfjs";

/** The numbers of one step of Adam, the same for all parameters. */
export interface AdamStep {
  /** The step's length with the first moment's correction in it, α / (1 − β₁ᵗ). */
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** The second moment's correction, 1 / (1 − β₂ᵗ). */
  readonly secondScale: number;
  readonly epsilon: number;
}

/** Both moments of a parameter, of its shape. */
export interface AdamMoments {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/** Adam's moments by the parameters' names, kept where the current backend updates them fastest. */
export interface AdamSlots {
  /**
   * Moves a parameter and its moments, which start at 0: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
   * w ← w − rate · m / (√(secondScale · v) + ε).
   *
   * @param name what the moments are kept under
   * @throws {Error} when gradient or moments are not of the parameter's shape
   * @see Kingma and Ba 2015, algorithm 1
   */
  update(name: string, parameter: tf.Variable, gradient: tf.Tensor, step: AdamStep): void;
  /** Names whose moments are kept, in the order in which they came. */
  names(): readonly string[];
  /** Copies of the moments, the caller's to dispose of. */
  read(name: string): AdamMoments | undefined;
  /** Takes copies of these moments. */
  write(name: string, moments: AdamMoments): void;
  dispose(): void;
}

/** @throws {Error} when gradient or moments are not of the parameter's shape */
export function assertParameterShape(
  { util }: typeof tf,
  shape: readonly number[],
  shapes: readonly (readonly number[])[],
): void {
  for (const other of shapes) {
    if (util.arraysEqual([...other], [...shape])) continue;
    throw new Error(
      `Expected a gradient and moments of the parameter's shape [${shape}], received [${other}].`,
    );
  }
}
