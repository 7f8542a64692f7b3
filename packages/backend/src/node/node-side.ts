import type { NodeSide } from "../choose/node-side.ts";
import { describeMachine } from "./describe-machine.ts";
import { loadTfjsNode } from "./load-tfjs-node.ts";
import { packageVersions } from "./package-versions.ts";
import { provideWebgpu } from "./provide-webgpu.ts";
import { tfjsCopies } from "./tfjs-copies.ts";

/** The Node half of `openBackend` and `inspectBackend`; they load it by themselves. */
export const nodeSide: NodeSide = {
  loadTfjsNode,
  provideWebgpu,
  tfjsCopies,
  packageVersions,
  machine: describeMachine,
};
