import * as tf from "@tensorflow/tfjs";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { layerShape } from "./dim.ts";
import type { InputPlan, LayerPlan, Plan } from "./plan.ts";

/** TensorFlow.js walks a model by recursion, and 6,000 layers in a row overflow the stack of Node. */
const mostLayers = 3_000;

/** Writes a layer's planned weights; every weight of the layer must be among them. */
export function fillWeights(layer: tf.layers.Layer, plan: LayerPlan): void {
  for (const variable of layer.weights) {
    const name = variable.originalName.split("/").at(-1);
    const weight = plan.weights.find((planned) => planned.name === name);
    if (!weight || weight.shape.join() !== variable.shape.join()) {
      throw damagedOnnx(
        `node "${plan.origin}": expected ${name} of shape [${variable.shape}], received ${weight ? `[${weight.shape}]` : "none"}.`,
      );
    }
    const values = weight.data instanceof Float32Array ? weight.data : Float32Array.from(weight.data);
    tf.tidy(() => {
      variable.write(tf.tensor(values, [...weight.shape]));
    });
  }
}

/** A layer of the model, with its weights. */
function applied(
  plan: LayerPlan,
  inputs: tf.SymbolicTensor[],
  onMade: (layer: tf.layers.Layer) => void,
): tf.SymbolicTensor {
  const layer = plan.make(plan.name);
  onMade(layer);
  // The weights come from the file: drawing them would take time and random numbers.
  layer.setFastWeightInitDuringBuild(true);
  const symbol = layer.apply(inputs.length === 1 ? (inputs[0] as tf.SymbolicTensor) : inputs);
  fillWeights(layer, plan);
  return symbol as tf.SymbolicTensor;
}

/** What a layer makes of numbers: the weights must be there before. */
function computed(plan: LayerPlan, inputs: tf.Tensor[], onMade: (layer: tf.layers.Layer) => void): tf.Tensor {
  const layer = plan.make(plan.name);
  onMade(layer);
  layer.setFastWeightInitDuringBuild(true);
  const shapes = inputs.map(({ shape }) => shape);
  layer.build(shapes.length === 1 ? (shapes[0] as tf.Shape) : shapes);
  layer.built = true;
  fillWeights(layer, plan);
  return layer.apply(inputs.length === 1 ? (inputs[0] as tf.Tensor) : inputs) as tf.Tensor;
}

/**
 * The model of planned layers: only those that an output needs are made.
 *
 * @throws what TensorFlow.js throws; no weight is then left behind
 */
export function makeModel({
  inputs,
  outputs,
  name,
}: {
  readonly inputs: readonly InputPlan[];
  readonly outputs: readonly Plan[];
  readonly name: string;
}): tf.LayersModel {
  const symbols = new Map<Plan, tf.SymbolicTensor>();
  const made: tf.layers.Layer[] = [];
  const symbolOf = (plan: Plan): tf.SymbolicTensor => {
    if (plan.kind === "input") {
      const dtype = plan.dtype === "float32" ? "float32" : "int32";
      return tf.input({ batchShape: layerShape(plan.shape), name: plan.name, dtype });
    }
    const given = plan.inputs.map((input) => symbols.get(input) as tf.SymbolicTensor);
    const symbol = applied(plan, given, (layer) => made.push(layer));
    if (symbol.shape.join() !== layerShape(plan.shape).join()) {
      throw damagedOnnx(
        `node "${plan.origin}": expected the shape [${layerShape(plan.shape)}], received [${symbol.shape}].`,
      );
    }
    return symbol;
  };
  const plans = inOrderOfUse([...inputs, ...outputs]);
  if (plans.length > mostLayers) {
    throw unsupportedOnnx(`graph: expected at most ${mostLayers} layers, received ${plans.length}.`);
  }
  try {
    for (const plan of plans) symbols.set(plan, symbolOf(plan));
    const model = tf.model({
      inputs: inputs.map((plan) => symbols.get(plan) as tf.SymbolicTensor),
      outputs: outputs.map((plan) => symbols.get(plan) as tf.SymbolicTensor),
      name,
    });
    return model;
  } catch (error) {
    for (const layer of made) for (const weight of layer.weights) weight.dispose();
    throw error;
  }
}

/** Plans after what they need; not by recursion, so that a long chain does not overflow the stack. */
export function inOrderOfUse(roots: readonly Plan[]): Plan[] {
  const done = new Set<Plan>();
  const ordered: Plan[] = [];
  for (const root of roots) {
    const stack: { readonly plan: Plan; next: number }[] = done.has(root) ? [] : [{ plan: root, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const needed = top.plan.kind === "layer" ? top.plan.inputs[top.next++] : undefined;
      if (needed) {
        if (!done.has(needed)) stack.push({ plan: needed, next: 0 });
        continue;
      }
      stack.pop();
      if (done.has(top.plan)) continue;
      done.add(top.plan);
      ordered.push(top.plan);
    }
  }
  return ordered;
}

/**
 * The numbers of a plan that depends on no input, computed now.
 *
 * @throws what TensorFlow.js throws; no weight or tensor is then left behind
 */
export async function computeFixed(root: LayerPlan): Promise<Float32Array> {
  const made: tf.layers.Layer[] = [];
  const values = new Map<Plan, tf.Tensor>();
  try {
    const result = tf.tidy(() => {
      for (const plan of inOrderOfUse([root])) {
        if (plan.kind === "input") continue;
        if (plan.constant) {
          const { data, shape } = plan.constant;
          values.set(plan, tf.tensor(Float32Array.from(data), [...shape]));
          continue;
        }
        const given = plan.inputs.map((input) => values.get(input) as tf.Tensor);
        values.set(
          plan,
          computed(plan, given, (layer) => made.push(layer)),
        );
      }
      return tf.cast(values.get(root) as tf.Tensor, "float32");
    });
    const data = await result.data();
    result.dispose();
    return data as Float32Array;
  } finally {
    for (const layer of made) for (const weight of layer.weights) weight.dispose();
  }
}
