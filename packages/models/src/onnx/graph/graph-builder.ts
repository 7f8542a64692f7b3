import type * as tf from "@tensorflow/tfjs";
import { LearnedConstant } from "../../layers/learned-constant.ts";
import type { OnnxDtype } from "../file/onnx-file.ts";
import { damagedOnnx } from "../onnx-refusal.ts";
import { type Dim, isOpen, shapeText } from "./dim.ts";
import type { LayerNames } from "./layer-names.ts";
import { identityAxes } from "./permute.ts";
import type { InputPlan, LayerPlan, Plan, PlannedWeight } from "./plan.ts";
import type { CarriedValue, ConstantValue } from "./value.ts";

/** What a layer of a node is made from. */
export interface LayerRequest {
  /** The node's name. */
  readonly origin: string;
  /** Which of the node's layers, where it takes several; the last one has the node's name alone. */
  readonly part?: string | undefined;
  readonly make: (name: string) => tf.layers.Layer;
  readonly inputs: readonly Plan[];
  readonly weights?: readonly PlannedWeight[];
  readonly shape: readonly Dim[];
  /** Multiplications for each number of the output, where it is not one; a kernel among the weights is counted anyway. */
  readonly depth?: number;
}

/** 2^28 numbers for one sample are 1 GiB. */
const largestActivation = 2 ** 28;

/** A model deeper or wider than this would overflow TensorFlow.js's recursion, or take minutes for an image. */
const mostLayers = 10_000;

/** Plans layers, names them, and keeps what is planned within bounds. */
export class GraphBuilder {
  readonly names: LayerNames;
  /** The input that says how many samples there are. */
  readonly anchor: InputPlan;
  /** Arrangements already made of a tensor, by its plan and the order of axes. */
  readonly arranged: Map<Plan, Map<string, CarriedValue>> = new Map();
  /** Where a plan is a reshape: reshaping its result back gives the source again. */
  readonly reshapes: Map<Plan, { readonly source: CarriedValue; readonly result: CarriedValue }> = new Map();
  /** True once an operator has let samples of a batch see each other. */
  mixesSamples = false;
  #layers = 0;

  constructor(names: LayerNames, anchor: InputPlan) {
    this.names = names;
    this.anchor = anchor;
  }

  layer({ origin, part, make, inputs, weights = [], shape, depth = 1 }: LayerRequest): LayerPlan {
    const size = shape.reduce<number>((product, dim) => product * (isOpen(dim) ? dim.batch : dim), 1);
    if (!(size > 0 && size <= largestActivation)) {
      throw damagedOnnx(
        `node "${origin}": expected between 1 and ${largestActivation} numbers for a sample, received ${shapeText(shape)}.`,
      );
    }
    this.#layers += 1;
    if (this.#layers > mostLayers) throw damagedOnnx(`graph: more than ${mostLayers} layers.`);
    const kernel = weights.find(({ name }) => name === "kernel");
    const last = shape.at(-1);
    const perNumber = kernel && typeof last === "number" ? kernel.data.length / last : depth;
    const work = size * Math.max(1, perNumber);
    const fixed = inputs.length > 0 && inputs.every((input) => input.fixed);
    return {
      kind: "layer",
      name: this.names.take(origin, part),
      origin,
      make,
      inputs,
      weights,
      shape,
      work,
      fixed,
    };
  }

  /** A constant as a tensor of the network, axes in ONNX's order; `perSample` copies of it for each sample, or one. */
  constant(
    origin: string,
    { data, shape, dtype }: { data: ArrayLike<number>; shape: readonly number[]; dtype: OnnxDtype },
    perSample = 0,
  ): CarriedValue {
    const weight = { name: "constant", data, shape };
    const [first, ...rest] = shape;
    const batched: readonly Dim[] =
      perSample === 0 ? shape : [{ batch: perSample * (first as number) }, ...rest];
    const plan = this.layer({
      origin,
      part: "constant",
      make: (name) => new LearnedConstant({ name, shape: [...shape], perSample }),
      inputs: [this.anchor],
      weights: [weight],
      shape: batched,
    });
    return {
      kind: "carried",
      plan: perSample === 0 ? { ...plan, fixed: true, constant: weight } : plan,
      shape: batched,
      axes: identityAxes(shape.length),
      dtype,
    };
  }
}

/** True for a constant of one number. */
export function isScalar(value: ConstantValue): boolean {
  return value.data.length === 1;
}
