import type { Random } from "@ganlens/core";
import type { Warp } from "../warp.ts";
import type { Colouring } from "./colouring.ts";

/** One kind of change of adaptive augmentation: a place or a colour is worked out, pixels are changed once for all of them. */
export interface AdaptiveTransform {
  /** One sentence for lists and help. */
  readonly description: string;
  /** How pixels move, for an image of that size in pixels; where the changed image's pixels come from. */
  warp?(random: Random, size: { readonly height: number; readonly width: number }): Warp;
  /** How the colours of one image change. */
  colouring?(random: Random): Colouring;
  /** Whether it does nothing to grey images. */
  readonly coloursOnly?: boolean;
}
