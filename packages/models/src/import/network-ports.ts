/** One input of a network that comes from elsewhere, as the latents must fit it. */
export interface ImportedInput {
  readonly name: string;
  /** Shape of one sample. */
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** The number of classes, where the network itself tells it. */
  readonly classes?: number;
}

/** One output of a network that comes from elsewhere. */
export interface ImportedOutput {
  readonly name: string;
  /** Shape of one sample. */
  readonly shape: readonly number[];
  /** The values that its last activation gives, where it tells them. */
  readonly range?: readonly [number, number];
}

/** The shape of one sample, from one whose first side is the batch; a side that is not fixed is 1. */
export function sampleShapeOf(shape: readonly (number | null)[]): readonly number[] {
  return shape.slice(1).map((side) => (side === null || side < 1 ? 1 : side));
}
