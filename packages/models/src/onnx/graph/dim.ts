/** A side of a tensor: a number, or a multiple of the batch, which is open. */
export type Dim = number | { readonly batch: number };

/** True for a side that depends on the batch. */
export function isOpen(dim: Dim): dim is { readonly batch: number } {
  return typeof dim !== "number";
}

/** True when two sides are the same whatever the batch is. */
export function sameDim(a: Dim, b: Dim): boolean {
  return isOpen(a) ? isOpen(b) && a.batch === b.batch : a === b;
}

/** True when two shapes are the same whatever the batch is. */
export function sameShape(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((dim, i) => sameDim(dim, b[i] as Dim));
}

/** The product of two sides, or undefined where it would be a square of the batch. */
export function timesDim(a: Dim, b: Dim): Dim | undefined {
  if (isOpen(a)) {
    if (isOpen(b)) return undefined;
    return b === 0 ? 0 : { batch: a.batch * b };
  }
  if (isOpen(b)) return a === 0 ? 0 : { batch: a * b.batch };
  return a * b;
}

/** a / b where it is whole, or undefined. */
export function divideDim(a: Dim, b: Dim): Dim | undefined {
  if (isOpen(a)) {
    if (isOpen(b)) return Number.isInteger(a.batch / b.batch) ? a.batch / b.batch : undefined;
    return Number.isInteger(a.batch / b) ? { batch: a.batch / b } : undefined;
  }
  if (isOpen(b)) return undefined;
  return Number.isInteger(a / b) ? a / b : undefined;
}

/** The product of all sides, or undefined where it would be a power of the batch. */
export function productOf(shape: readonly Dim[]): Dim | undefined {
  let product: Dim | undefined = 1;
  for (const dim of shape) {
    if (product === undefined) return undefined;
    product = timesDim(product, dim);
  }
  return product;
}

/** A shape as messages show it: N stands for the batch. */
export function shapeText(shape: readonly Dim[]): string {
  const text = (dim: Dim) => (isOpen(dim) ? (dim.batch === 1 ? "N" : `${dim.batch}·N`) : String(dim));
  return `[${shape.map(text).join(", ")}]`;
}

/** The sizes that TensorFlow.js wants: null for a side that depends on the batch. */
export function layerShape(shape: readonly Dim[]): (number | null)[] {
  return shape.map((dim) => (isOpen(dim) ? null : dim));
}

/** The sizes that tf.reshape wants: −1 for the side that depends on the batch. */
export function reshapeTarget(shape: readonly Dim[]): number[] {
  return shape.map((dim) => (isOpen(dim) ? -1 : dim));
}
