import { Elementwise } from "../../layers/elementwise.ts";
import { arranged } from "./arrange.ts";
import type { Dim } from "./dim.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { channelsLast, identityAxes } from "./permute.ts";
import type { LayerPlan, Plan } from "./plan.ts";
import type { CarriedValue } from "./value.ts";

/** What says whether an output of four axes has its channels second or last. */
export interface OutputLayout {
  readonly channels: "first" | "last" | undefined;
  readonly producer: string;
}

const isFew = (dim: Dim | undefined) => typeof dim === "number" && dim <= 4;

/** True where ONNX's axes of an image are [n, h, w, c]. */
function isChannelsLast({ shape, axes }: CarriedValue, { channels, producer }: OutputLayout): boolean {
  if (channels !== undefined) return channels === "last";
  if (isFew(shape[1]) !== isFew(shape[3])) return isFew(shape[3]);
  if (axes.join() === channelsLast(4).join()) return false;
  return /tf2onnx|keras|tensorflow/i.test(producer);
}

/** An output as the model gives it: images channels last, everything else as ONNX has it; always a layer of its own. */
export function planOutput(
  builder: GraphBuilder,
  value: CarriedValue,
  { name, layout, taken }: { name: string; layout: OutputLayout; taken: ReadonlySet<Plan> },
): { readonly plan: LayerPlan; readonly axes: readonly number[] } {
  const rank = value.shape.length;
  const axes = rank === 4 && !isChannelsLast(value, layout) ? channelsLast(4) : identityAxes(rank);
  const { plan } = arranged(builder, value, { axes, origin: name });
  if (plan.kind === "layer" && !taken.has(plan) && plan.shape.length > 0) return { plan, axes };
  const own = builder.layer({
    origin: name,
    make: (layer) => new Elementwise({ name: layer, operation: "identity" }),
    inputs: [plan],
    shape: plan.shape,
  });
  return { plan: own, axes };
}
