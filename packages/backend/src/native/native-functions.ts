/** An address in the memory of tfjs's wasm backend, in bytes. */
export type Pointer = number;
/** A function of each value; the argument is its slope, where it has one. */
export type Unary = (x: Pointer, y: Pointer, count: number, argument: number) => void;
/** dy · f′, from the input or the output of f. */
export type Gradient = (saved: Pointer, dy: Pointer, out: Pointer, count: number, argument: number) => void;
/** A function of two values: all of `a` with one value of `b` (step 0) or pair by pair (step 1). */
export type Pairwise = (a: Pointer, b: Pointer, bStep: 0 | 1, out: Pointer, count: number) => void;
/** The numbers of a convolution in the order of GEOMETRY in convolution.h. */
export type NativeGeometry = readonly [
  inHeight: number,
  inWidth: number,
  channels: number,
  filterHeight: number,
  filterWidth: number,
  outHeight: number,
  outWidth: number,
  strideHeight: number,
  strideWidth: number,
  padTop: number,
  padLeft: number,
  dilationHeight: number,
  dilationWidth: number,
];

/** What the compiled module exports; kernels.c and its headers say what each does. */
export interface NativeFunctions {
  productScratch(): number;
  matrixProducts(
    batch: number,
    m: number,
    n: number,
    depth: number,
    a: Pointer,
    aStep: number,
    transposeA: number,
    b: Pointer,
    bStep: number,
    transposeB: number,
    c: Pointer,
    bias: Pointer,
    scratch: Pointer,
  ): void;
  convolutionForward(
    x: Pointer,
    filter: Pointer,
    bias: Pointer,
    y: Pointer,
    batch: number,
    outChannels: number,
    block: number,
    rows: Pointer,
    scratch: Pointer,
    ...geometry: NativeGeometry
  ): void;
  convolutionFilterGradient(
    x: Pointer,
    dy: Pointer,
    gradient: Pointer,
    batch: number,
    outChannels: number,
    block: number,
    rows: Pointer,
    scratch: Pointer,
    ...geometry: NativeGeometry
  ): void;
  convolutionInputGradient(
    dy: Pointer,
    filter: Pointer,
    gradient: Pointer,
    batch: number,
    outChannels: number,
    block: number,
    rows: Pointer,
    scratch: Pointer,
    ...geometry: NativeGeometry
  ): void;
  columnSums(
    x: Pointer,
    y: Pointer,
    out: Pointer,
    rows: number,
    columns: number,
    totals: Pointer,
    factor: number,
  ): void;
  totalSum(x: Pointer, out: Pointer, count: number, factor: number): void;
  repeatRuns(x: Pointer, out: Pointer, count: number, length: number, times: number): void;
  adamUpdate(
    parameter: Pointer,
    gradient: Pointer,
    first: Pointer,
    second: Pointer,
    newParameter: Pointer,
    newFirst: Pointer,
    newSecond: Pointer,
    count: number,
    rate: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    secondScale: number,
    epsilon: number,
  ): void;
  normalize(
    x: Pointer,
    mean: Pointer,
    variance: Pointer,
    scale: Pointer,
    shift: Pointer,
    epsilon: number,
    y: Pointer,
    rows: number,
    columns: number,
    factors: Pointer,
  ): void;
  normalizationSums(
    x: Pointer,
    dy: Pointer,
    mean: Pointer,
    sums: Pointer,
    products: Pointer,
    rows: number,
    columns: number,
    totals: Pointer,
  ): void;
  selectValues(condition: Pointer, yes: Pointer, no: Pointer, out: Pointer, count: number): void;
  transposeMatrices(x: Pointer, out: Pointer, batch: number, rows: number, columns: number): void;
  readonly exponentials: Unary;
  readonly sigmoids: Unary;
  readonly tanhs: Unary;
  readonly softplus: Unary;
  readonly logarithms: Unary;
  readonly signs: Unary;
  readonly relus: Unary;
  readonly leakyRelus: Unary;
  readonly steps: Unary;
  readonly reluGradients: Gradient;
  readonly leakyReluGradients: Gradient;
  readonly tanhGradients: Gradient;
  readonly sigmoidGradients: Gradient;
  readonly greater: Pairwise;
  readonly greaterEqual: Pairwise;
  readonly less: Pairwise;
  readonly lessEqual: Pairwise;
  readonly equal: Pairwise;
  readonly notEqual: Pairwise;
  readonly maxima: Pairwise;
  readonly minima: Pairwise;
}
