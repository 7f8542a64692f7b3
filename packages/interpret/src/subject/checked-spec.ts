import { ConfigInvalidError, type LatentSpec, latentSpecSchema } from "@ganlens/core";
import * as z from "zod";

/**
 * The latent specification of a subject that its user wrote.
 *
 * @throws {ConfigInvalidError} when it is none: an unknown prior is not taken for another
 */
export function checkedSpec(spec: LatentSpec, name: string): LatentSpec {
  const parsed = latentSpecSchema.safeParse(spec);
  if (parsed.success) return parsed.data;
  throw new ConfigInvalidError({
    message: `Expected the latent parts of ${name} (noise with a prior of normal, uniform or given, a label, codes): ${z.prettifyError(parsed.error)}`,
    hint: 'For example { parts: [{ kind: "noise", name: "noise", size: 100, prior: "normal" }] }.',
    cause: parsed.error,
  });
}
