import * as tf from "@tensorflow/tfjs";
import { ArgumentOfMaximum } from "./argument-of-maximum.ts";
import { Arithmetic } from "./arithmetic.ts";
import { BatchNormalization } from "./batch-normalization.ts";
import { ChooseWhere } from "./choose-where.ts";
import { ClassIndicators } from "./class-indicators.ts";
import { Convolution } from "./convolution.ts";
import { CumulativeSum } from "./cumulative-sum.ts";
import { DepthToSpace } from "./depth-to-space.ts";
import { Dropout } from "./dropout.ts";
import { Elementwise } from "./elementwise.ts";
import { JoinAxes } from "./join-axes.ts";
import { LearnedConstant } from "./learned-constant.ts";
import { MatrixProduct } from "./matrix-product.ts";
import { ModulatedConvolution } from "./modulated-convolution.ts";
import { OneHot } from "./one-hot.ts";
import { OrderAxes } from "./order-axes.ts";
import { PadAxes } from "./pad-axes.ts";
import { PoolMaps } from "./pool-maps.ts";
import { ReduceAxes } from "./reduce-axes.ts";
import { ReshapeAxes } from "./reshape-axes.ts";
import { ResizeAxes } from "./resize-axes.ts";
import { SliceAxes } from "./slice-axes.ts";
import { SoftmaxAxis } from "./softmax-axis.ts";
import { SpreadAxes } from "./spread-axes.ts";
import { StandardizeAxes } from "./standardize-axes.ts";
import { TakeEntries } from "./take-entries.ts";

/**
 * Makes every layer of this package known to `tf.loadLayersModel`, which finds layers by the names in a model's file.
 *
 * One call that the package's entry makes: what a module does when it is loaded, a bundler leaves out with the module.
 */
export function registerLayers(): void {
  for (const layer of [
    ArgumentOfMaximum,
    Arithmetic,
    BatchNormalization,
    ChooseWhere,
    ClassIndicators,
    Convolution,
    CumulativeSum,
    DepthToSpace,
    Dropout,
    Elementwise,
    JoinAxes,
    LearnedConstant,
    MatrixProduct,
    ModulatedConvolution,
    OneHot,
    OrderAxes,
    PadAxes,
    PoolMaps,
    ReduceAxes,
    ReshapeAxes,
    ResizeAxes,
    SliceAxes,
    SoftmaxAxis,
    SpreadAxes,
    StandardizeAxes,
    TakeEntries,
  ]) {
    tf.serialization.registerClass(
      layer as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
    );
  }
}
