export { type DcganParts, dcganParts } from "./dcgan.ts";
export type { Layer } from "./layers.ts";
export type { AdamSettings, CreateNetwork, Network, NetworkSettings, Optimizer } from "./network.ts";
export { networks } from "./networks.ts";
export { fusedAdam, stockAdam } from "./optimizers.ts";
