import { type NdArray, RunUnsupportedError } from "@ganlens/core";
import type { Fault, FaultInput } from "./fault.ts";

/** The images with the fault in them, or why it cannot be planted in these: a control that cannot be made is said, and fails no lens. */
export function plantOrReason(
  fault: Fault,
  input: FaultInput,
  strength: number,
): NdArray | { readonly reason: string } {
  try {
    return fault.plant(input, strength);
  } catch (error) {
    if (!(error instanceof RunUnsupportedError)) throw error;
    return { reason: error.message };
  }
}
