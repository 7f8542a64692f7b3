import type { NdArray, Random, Subject } from "@ganlens/core";
import { corruptions } from "./corruptions.ts";
import { otherData } from "./other-data.ts";

/** Images that do not belong among real ones, or, of the source `nothing done`, do: what tells these is no detector. */
export interface Stranger {
  readonly id: string;
  readonly source: "nothing done" | "corruption" | "other data";
  /** For figures: "noise", "sprites". */
  readonly kind: string;
  /** How strong, for tables: "σ 0.2"; empty where there is one strength alone. */
  readonly strength: string;
  /** Whether it stands in the figure. */
  readonly shown: boolean;
  readonly images: NdArray;
}

/** Whole images as they are, the same with something done to them, and as many images of other data. */
export function strangers(
  subject: Pick<Subject, "imageShape" | "real">,
  { whole, random }: { readonly whole: NdArray; readonly random: Random },
): readonly Stranger[] {
  return [
    { id: "nothing", source: "nothing done", kind: "nothing", strength: "", shown: true, images: whole },
    ...corruptions.map(({ make, ...corruption }) => ({
      ...corruption,
      source: "corruption" as const,
      images: make(whole, random.split(corruption.id)),
    })),
    ...otherData(subject, { count: whole.shape[0] as number, random: random.split("other data") }).map(
      ({ id, images }) => ({
        id: `other-${id}`,
        source: "other data" as const,
        kind: id,
        strength: "",
        shown: true,
        images,
      }),
    ),
  ];
}
