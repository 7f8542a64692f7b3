import {
  type ActivationLayer,
  type Activations,
  ConfigInvalidError,
  type LatentSpec,
  type Latents,
  latentRows,
  type NdArray,
  nearestName,
  rows,
  ShapeError,
  sizeOf,
} from "@ganlens/core";
import {
  activationNames,
  dominatingLayers,
  type Edit,
  fromModelRange,
  type GeneratorNetwork,
  latentTensors,
  type PixelRange,
  paddedLatents,
  runGraph,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

export interface ActivationsOptions {
  /** The generator at a checkpoint; the last one unless told. */
  readonly networkAt: (checkpoint: number | undefined) => Promise<GeneratorNetwork>;
  /** The layers model of the last one, whose layers all of them have. */
  readonly model: tf.LayersModel;
  readonly spec: LatentSpec;
  readonly range: PixelRange | undefined;
  /** Which of several outputs are the images. */
  readonly output?: number;
}

/** Latents whose activations are held as tensors at once. */
const batchSize = 100;

/** The inner values of a generator that is a layers model, nested models and skips included. */
export function activationsOf(options: ActivationsOptions): Activations {
  const { networkAt, model, spec, range, output = 0 } = options;
  const dominating = dominatingLayers(model, output);
  const layers = activationNames(model).map(
    (name): ActivationLayer => ({ name, shape: outputShape(model, name), dominates: dominating.has(name) }),
  );
  const layerOf = (name: string): ActivationLayer => {
    const found = layers.find((layer) => layer.name === name);
    if (found !== undefined) return found;
    const nearest = nearestName(
      name,
      layers.map((layer) => layer.name),
    );
    throw new ConfigInvalidError({
      message: `Expected the name of a layer of the generator, received "${name}".`,
      hint: nearest === undefined ? `It has ${layers.length} layers.` : `Did you mean "${nearest}"?`,
    });
  };
  /** Runs batches of latents through the graph, and reads one tensor of each. */
  const inParts = async (
    latents: Latents,
    checkpoint: number | undefined,
    compute: (
      run: (edit: Readonly<Record<string, Edit>>, capture?: string) => tf.Tensor,
      from: number,
      to: number,
    ) => tf.Tensor,
  ): Promise<NdArray> => {
    const network = await networkAt(checkpoint);
    const at = network.layers as tf.LayersModel;
    const count = latents.z.shape[0] ?? 0;
    const parts: Float32Array[] = [];
    let shape: number[] = [];
    const most = Math.min(batchSize, network.batch ?? batchSize);
    for (let start = 0; start < count; start += most) {
      const end = Math.min(count, start + most);
      const result = tf.tidy(() => {
        const part = paddedLatents(latentRows(latents, start, end), network.batch);
        const inputs = latentTensors(part, { spec, inputs: network.inputs });
        const run = (edit: Readonly<Record<string, Edit>>, capture?: string): tf.Tensor => {
          const { outputs, captured } = runGraph(at, inputs, {
            edit,
            ...(capture === undefined ? {} : { capture: [capture] }),
          });
          if (capture !== undefined) return captured.get(capture) as tf.Tensor;
          const samples = outputs[output] as tf.Tensor;
          return fromModelRange(network.arrange?.(samples) ?? samples, range);
        };
        const computed = compute(run, start, start + (part.z.shape[0] ?? 0));
        return tf.slice(computed, 0, end - start);
      });
      shape = result.shape.slice(1);
      parts.push((await result.data()) as Float32Array);
      result.dispose();
    }
    const data = new Float32Array(count * sizeOf(shape));
    let offset = 0;
    for (const part of parts) {
      data.set(part, offset);
      offset += part.length;
    }
    return { data, shape: [count, ...shape] };
  };
  const replaced = (values: Readonly<Record<string, NdArray>>, count: number) => {
    for (const [name, { shape }] of Object.entries(values)) {
      const expected = [count, ...layerOf(name).shape];
      if (shape.join() === expected.join()) continue;
      throw new ShapeError({
        message: `Expected values of shape [${expected.join(", ")}] for the layer "${name}", received [${shape.join(", ")}].`,
      });
    }
    return (start: number, end: number): Readonly<Record<string, Edit>> =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => {
          const part = rows(value, start, Math.min(count, end));
          // A network that takes a fixed number is filled up; what is behind the last row is cut off again.
          const beyond = Math.max(0, end - count);
          return [
            name,
            () => {
              const given = tf.tensor(part.data, [...part.shape]);
              return beyond === 0 ? given : tf.concat([given, tf.zeros([beyond, ...part.shape.slice(1)])]);
            },
          ];
        }),
      );
  };
  return {
    layers,
    async read(latents, layer, at) {
      layerOf(layer);
      return inParts(latents, at?.checkpoint, (run) => run({}, layer));
    },
    async generateWith(latents, values, at) {
      const edits = replaced(values, latents.z.shape[0] ?? 0);
      return inParts(latents, at?.checkpoint, (run, start, end) => run(edits(start, end)));
    },
    async generateFrom(layer, values, at) {
      if (!layerOf(layer).dominates) {
        throw new ConfigInvalidError({
          message: `Expected a layer that every way to the image leads through, received "${layer}": others lead around it, so its values alone do not make an image.`,
          hint: "Give the latents too, with generateWith; layers that dominate say so.",
        });
      }
      const count = values.shape[0] ?? 0;
      const edits = replaced({ [layer]: values }, count);
      const size = spec.parts.reduce((sum, part) => sum + (part.kind === "label" ? 0 : part.size), 0);
      const labelled = spec.parts.some(({ kind }) => kind === "label");
      // What the latents are does not matter: nothing of them gets past the layer.
      const latents: Latents = {
        z: { data: new Float32Array(count * size), shape: [count, size] },
        ...(labelled ? { labels: new Int32Array(count) } : {}),
      };
      return inParts(latents, at?.checkpoint, (run, start, end) => run(edits(start, end)));
    },
  };
}

function outputShape(model: tf.LayersModel, name: string): readonly number[] {
  const found = findLayer(model, name);
  const shape = found?.outputShape as tf.Shape | tf.Shape[] | undefined;
  const first = (Array.isArray(shape?.[0]) ? shape[0] : shape) as tf.Shape | undefined;
  return (first ?? []).slice(1).map((side) => side ?? 1);
}

function findLayer(model: tf.LayersModel, name: string): tf.layers.Layer | undefined {
  for (const layer of model.layers) {
    if (layer.name === name) return layer;
    const inner = "layers" in layer ? findLayer(layer as unknown as tf.LayersModel, name) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
