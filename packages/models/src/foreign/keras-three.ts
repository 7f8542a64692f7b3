import { isJsonObject, type Json, type JsonObject } from "./parse-model-document.ts";

/**
 * A description of layers that Keras 3 wrote, in the words of Keras 2, which TensorFlow.js reads; any other is left as it is.
 *
 * Keras 3 writes calls as `{ args, kwargs }` with tensors in them, single ports without their list, `batch_shape`, types as
 * objects, and a leaky relu's slope under another name, which TensorFlow.js would replace by its default without a word.
 *
 * @param tree at most some hundred levels deep
 */
export function fromKerasThree(tree: Json): Json {
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map(fromKerasThree);
  const entries = Object.entries(tree as JsonObject).map(([key, value]): [string, Json] => {
    if (key === "inbound_nodes" && Array.isArray(value)) return [key, value.map(callOf)];
    if (key === "input_layers" || key === "output_layers") return [key, portsOf(value)];
    return [key, fromKerasThree(value)];
  });
  const layer = Object.fromEntries(entries) as JsonObject;
  const { class_name: className, config } = layer;
  return isJsonObject(config) ? { ...layer, config: settingsOf(className, config) } : layer;
}

function settingsOf(className: Json | undefined, config: JsonObject): JsonObject {
  const { dtype, batch_shape: batchShape, negative_slope: slope, ...others } = config;
  const type = isJsonObject(dtype) && isJsonObject(dtype.config) ? dtype.config.name : dtype;
  return {
    ...others,
    ...(type === undefined ? {} : { dtype: type }),
    ...(batchShape === undefined ? {} : { batch_input_shape: batchShape }),
    ...(slope === undefined ? {} : { [className === "LeakyReLU" ? "alpha" : "negative_slope"]: slope }),
  };
}

/** The tensors that a call takes, in their order; keyword arguments that are no tensors change nothing when a model runs. */
function callOf(call: Json): Json {
  if (!isJsonObject(call) || !Array.isArray(call.args)) return call;
  const links: Json[] = [];
  const collect = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (isJsonObject(value) && isJsonObject(value.config) && Array.isArray(value.config.keras_history)) {
      links.push([...value.config.keras_history, {}]);
    }
  };
  collect(call.args);
  const taken = links.length;
  collect(Object.values(isJsonObject(call.kwargs) ? call.kwargs : {}));
  // A tensor that is passed by keyword has no place in a list: such a call is refused as it stands.
  return links.length === taken ? links : call;
}

function portsOf(ports: Json): Json {
  return Array.isArray(ports) && typeof ports[0] === "string" ? [ports] : ports;
}
