import { Arithmetic } from "../../layers/arithmetic.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { CarriedValue } from "../graph/value.ts";
import { constantFor } from "./broadcast.ts";

/** The tensor plus a known bias for each channel (the node's input 2). */
export function combinedBias(context: NodeContext, value: CarriedValue): CarriedValue {
  const bias = context.constant(2);
  if (!bias) throw context.refused("its bias is computed from the latents.");
  if (bias.data.length !== value.shape[1]) throw context.damaged("its bias does not fit its channels.");
  const shape = [bias.data.length, ...value.shape.slice(2).map(() => 1)];
  const own = constantFor({ ...bias, shape }, value.axes);
  return context.same(
    value,
    (name) => new Arithmetic({ name, operation: "add", constant: "right", constantShape: own.shape }),
    { weights: [{ name: "constant", ...own }] },
  );
}
