import { RunUnsupportedError } from "@ganlens/core";
import * as z from "zod";
import type { Json, JsonObject } from "./parse-model-document.ts";
import { assertUsableName } from "./usable-name.ts";

/** Links looked at before calls are in order: a stored model has them nearly so, and TensorFlow.js is no quicker. */
const mostLooks = 2_000_000;

const index = z.int().min(0).max(100_000);
/** Layer, which of its calls, which of that call's outputs; then keyword arguments. */
const linkSchema = z.tuple([z.string(), index, index], z.unknown());
const callsSchema = z.array(z.array(linkSchema).min(1).max(1000)).max(10_000);
const portsSchema = z.array(linkSchema).min(1).max(1000);

type Link = z.infer<typeof linkSchema>;

/** What is known of the layers of a model besides their links. */
export interface LayerLinksContext {
  /** The model and its file, for messages. */
  readonly place: string;
  /** How many calls of layers one call of each layer makes. */
  readonly callsOf: readonly number[];
  /** True for a layer that has an output before it is called: an input, or a model with inputs of its own. */
  readonly isSource: (layer: Json) => boolean;
}

interface Wiring {
  readonly name: string;
  readonly calls: number;
  /** Outputs that exist; TensorFlow.js counts calls in the order in which it gets to make them. */
  made: number;
  waiting: readonly (readonly Link[])[];
}

/**
 * Checks that the layers of a stored model can all be called, by calling them in the order in which TensorFlow.js would.
 *
 * TensorFlow.js puts a call off while an output that it needs does not exist, without end when it never will.
 *
 * @returns the number of calls of layers in one pass
 * @throws {RunUnsupportedError} naming the layers that lie on a circle or wait for one that is missing
 */
export function checkLayerLinks(config: JsonObject, { place, callsOf, isSource }: LayerLinksContext): number {
  const wirings = new Map<string, Wiring>();
  (config.layers as readonly JsonObject[]).forEach((layer, i) => {
    const { name, inboundNodes, config: settings } = layer;
    assertUsableName(name, "layer", place);
    if ((settings as JsonObject).name !== name || wirings.has(name)) {
      throw new RunUnsupportedError({
        message: `Expected layers of different names in ${place}, received "${name}" twice, or under two names.`,
        hint: "Save the model again: its description was edited.",
      });
    }
    const calls = checked(callsSchema, inboundNodes ?? [], `the inbound_nodes of "${name}" in ${place}`);
    wirings.set(name, { name, calls: callsOf[i] ?? 1, made: isSource(layer) ? 1 : 0, waiting: calls });
  });
  let total = 0;
  for (const { waiting, calls } of wirings.values()) total += waiting.length * calls;
  assertNamed(
    [...wirings.values()].flatMap(({ waiting }) => waiting.flat()),
    wirings,
    place,
  );
  callAll(wirings, place);
  for (const key of ["inputLayers", "outputLayers"]) {
    const ports = checked(
      portsSchema,
      config[key],
      `the ${key === "inputLayers" ? "input" : "output"}_layers in ${place}`,
    );
    assertNamed(ports, wirings, place);
    for (const [name, call] of ports) {
      if (call < (wirings.get(name)?.made ?? 0)) continue;
      throw new RunUnsupportedError({
        message: `Expected an output of a call that is made in ${place}, received call ${call} of "${name}".`,
      });
    }
  }
  return total;
}

function callAll(wirings: ReadonlyMap<string, Wiring>, place: string): void {
  let looks = 0;
  const exists = ([name, call]: Link) => {
    if (++looks > mostLooks) {
      throw new RunUnsupportedError({
        message: `Expected layers in about the order of their calls in ${place}, received them in another.`,
        hint: "Save the model again: its description was edited.",
      });
    }
    return call < (wirings.get(name)?.made ?? 0);
  };
  for (;;) {
    let progress = false;
    const stuck: string[] = [];
    for (const wiring of wirings.values()) {
      const waiting: (readonly Link[])[] = [];
      for (const links of wiring.waiting) {
        if (links.every(exists)) {
          wiring.made++;
          progress = true;
        } else {
          waiting.push(links);
        }
      }
      wiring.waiting = waiting;
      if (waiting.length > 0) stuck.push(wiring.name);
    }
    if (stuck.length === 0) return;
    if (!progress) {
      throw new RunUnsupportedError({
        message: `Expected layers that can be called one after the other in ${place}, but these wait for each other: ${stuck.slice(0, 5).join(", ")}${stuck.length > 5 ? ", …" : ""}.`,
        hint: "Their inbound_nodes form a circle: save the model again.",
      });
    }
  }
}

function assertNamed(links: readonly Link[], known: ReadonlyMap<string, unknown>, place: string): void {
  const missing = links.find(([name]) => !known.has(name));
  if (missing === undefined) return;
  throw new RunUnsupportedError({
    message: `Expected links between the layers of ${place}, received one to "${missing[0].slice(0, 100)}", which is not there.`,
    hint: "Save the model again: a layer was removed from its description.",
  });
}

function checked<T>(schema: z.ZodType<T>, value: Json | undefined, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const byKeyword = JSON.stringify(value ?? null).includes('"args"');
  throw new RunUnsupportedError({
    message: `Expected ${what} to be lists of [layer, call, output], received something else.`,
    hint: byKeyword
      ? "Keras 3 wrote it: convert with tensorflowjs_converter --output_format=tfjs_graph_model, or export to ONNX."
      : "Name the model.json that model.save or tensorflowjs_converter wrote.",
  });
}
