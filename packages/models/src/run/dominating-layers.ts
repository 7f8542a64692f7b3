import type * as tf from "@tensorflow/tfjs";

/** One call of a layer: a leaf of the graph once nested models are opened. */
interface Call {
  readonly layer: tf.layers.Layer;
  readonly inputs: Call[];
}

/**
 * The names of the layers that every way from the model's inputs to one of its outputs leads through.
 *
 * The values of such a layer alone decide the output. Nested models are looked into; a layer that is called several times
 * dominates by none of its calls. Constants that no input leads to do not count as ways.
 */
export function dominatingLayers(model: tf.LayersModel, output = 0): ReadonlySet<string> {
  const last = new Unfolding().output(model, output);
  const order = inOrder(last);
  const calls = new Map<string, number>();
  for (const { layer } of order) calls.set(layer.name, (calls.get(layer.name) ?? 0) + 1);
  // Forward dominators: those of a call are itself and what dominates all of its inputs that the model's inputs reach.
  const dominators = new Map<Call, ReadonlySet<Call>>();
  for (const call of order) {
    const before = call.inputs.flatMap((input) => dominators.get(input) ?? []);
    if (before.length === 0 && call.layer.getClassName() !== "InputLayer") continue;
    const [first, ...others] = before;
    const common = [...(first ?? [])].filter((each) => others.every((set) => set.has(each)));
    dominators.set(call, new Set([...common, call]));
  }
  const found = dominators.get(last) ?? new Set<Call>();
  return new Set([...found].map(({ layer }) => layer.name).filter((name) => calls.get(name) === 1));
}

/** Opens nested models, so that what is left are calls of leaf layers. */
class Unfolding {
  output(model: tf.LayersModel, index: number): Call {
    const values = new Map<number, Call>();
    for (const symbol of model.inputs) values.set(symbol.id, { layer: symbol.sourceLayer, inputs: [] });
    return this.#resolve(model.outputs[index] as tf.SymbolicTensor, values);
  }

  #resolve(symbol: tf.SymbolicTensor, values: Map<number, Call>): Call {
    const known = values.get(symbol.id);
    if (known !== undefined) return known;
    const node = symbol.sourceLayer.inboundNodes[symbol.nodeIndex];
    const inputs = (node?.inputTensors ?? []).map((each) => this.#resolve(each, values));
    const call = this.#call(symbol, inputs);
    values.set(symbol.id, call);
    return call;
  }

  #call(symbol: tf.SymbolicTensor, inputs: Call[]): Call {
    const layer = symbol.sourceLayer;
    if (!("layers" in layer)) return { layer, inputs };
    const inner = layer as unknown as tf.LayersModel;
    const values = new Map(inner.inputs.map((each, i) => [each.id, inputs[i] as Call]));
    return this.#resolve(inner.outputs[symbol.tensorIndex] as tf.SymbolicTensor, values);
  }
}

/** All calls that a call depends on, inputs first. */
function inOrder(last: Call): readonly Call[] {
  const order: Call[] = [];
  const seen = new Set<Call>();
  const visit = (call: Call): void => {
    if (seen.has(call)) return;
    seen.add(call);
    for (const input of call.inputs) visit(input);
    order.push(call);
  };
  visit(last);
  return order;
}
