import { plainKernel } from "./plain-kernel.ts";
import { kernelCapacity, type TileKernel } from "./tile-kernel.ts";
import { vectorKernel } from "./vector-kernel.ts";

let opened: TileKernel | undefined;

/** The fastest kernel there is, opened once. */
export function fastestKernel(): TileKernel {
  opened ??= vectorKernel(kernelCapacity) ?? plainKernel(kernelCapacity);
  return opened;
}
