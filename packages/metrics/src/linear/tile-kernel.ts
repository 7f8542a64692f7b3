/** Products of 4 packed rows with many packed rows, in a memory of its own. A strip is 4 rows as `[depth, 4]`. */
export interface TileKernel {
  /** Where strips are packed and products appear. */
  readonly memory: Float64Array;
  /**
   * Writes `[4, 4 · count]` from `out` on: each row of one strip times each row of `count` others, summed in order of depth from 0.
   *
   * @param first where the one strip starts
   * @param second where the others start, one behind the other
   * @param depth ≥ 1
   * @param count ≥ 1
   */
  readonly multiply: (first: number, second: number, out: number, depth: number, count: number) => void;
}

/** Numbers that fit into a kernel's memory: half a megabyte. */
export const kernelCapacity = 65_536;
