import type { Artifact, Latents, LensContext } from "@ganlens/core";
import { latentsFile } from "./latents-file.ts";

/** Where an answer keeps the latents of the images that it looked at. */
export interface KeptLatents {
  /** What evidence names them by; nothing where only samples are known. */
  readonly named: { readonly file?: string };
  /** What rows are of, for sentences. */
  readonly place: string;
  readonly artifacts: readonly Artifact[];
}

const file = "latents.npz";

/** Puts latents beside an answer, where there are any: row by row those of the images that it looked at. */
export async function keepLatents(
  latents: Latents | undefined,
  {
    id,
    title = "Latents of the generated images that were looked at",
    context,
  }: {
    readonly id: string;
    readonly title?: string;
    readonly context: Pick<LensContext, "writeFile">;
  },
): Promise<KeptLatents> {
  if (latents === undefined) return { named: {}, place: "the samples that were drawn", artifacts: [] };
  await context.writeFile(file, latentsFile(latents));
  return { named: { file }, place: file, artifacts: [{ type: "latents", id, title, file }] };
}
