// Every layer that imported networks are made of and nobody else builds: one line for each makes it known to
// tf.loadLayersModel.
export { ArgumentOfMaximum } from "./argument-of-maximum.ts";
export { Arithmetic } from "./arithmetic.ts";
export { ChooseWhere } from "./choose-where.ts";
export { ClassIndicators } from "./class-indicators.ts";
export { Convolution } from "./convolution.ts";
export { CumulativeSum } from "./cumulative-sum.ts";
export { DepthToSpace } from "./depth-to-space.ts";
export { Elementwise } from "./elementwise.ts";
export { JoinAxes } from "./join-axes.ts";
export { LearnedConstant } from "./learned-constant.ts";
export { MatrixProduct } from "./matrix-product.ts";
export { ModulatedConvolution } from "./modulated-convolution.ts";
export { OrderAxes } from "./order-axes.ts";
export { PadAxes } from "./pad-axes.ts";
export { PoolMaps } from "./pool-maps.ts";
export { ReduceAxes } from "./reduce-axes.ts";
export { ReshapeAxes } from "./reshape-axes.ts";
export { ResizeAxes } from "./resize-axes.ts";
export { SliceAxes } from "./slice-axes.ts";
export { SoftmaxAxis } from "./softmax-axis.ts";
export { SpreadAxes } from "./spread-axes.ts";
export { StandardizeAxes } from "./standardize-axes.ts";
export { TakeEntries } from "./take-entries.ts";
