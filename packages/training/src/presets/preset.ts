import type { PartialConfig } from "../config/config-layers.ts";

/** A named starting point: a small difference from the defaults. */
export interface Preset {
  readonly id: string;
  /** One sentence for lists and help. */
  readonly description: string;
  readonly config: PartialConfig;
}
