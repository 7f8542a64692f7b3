import { brightness } from "./brightness.ts";
import { checkerboardStrength } from "./checkerboard-strength.ts";
import { contrast } from "./contrast.ts";
import { fineDetail } from "./fine-detail.ts";
import { inkAmount } from "./ink-amount.ts";
import { positionAcross } from "./position-across.ts";
import { positionDown } from "./position-down.ts";
import type { Property } from "./property.ts";
import { sharpness } from "./sharpness.ts";
import { slant } from "./slant.ts";
import { speckle } from "./speckle.ts";
import { strokeWidth } from "./stroke-width.ts";

/** Every property that is measured, in the order of bars. */
export const properties: readonly Property[] = [
  strokeWidth,
  inkAmount,
  slant,
  positionAcross,
  positionDown,
  brightness,
  contrast,
  sharpness,
  fineDetail,
  speckle,
  checkerboardStrength,
];
