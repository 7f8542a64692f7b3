import { idxImages } from "../idx/idx-images.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import type { SplitPart } from "../samples/split-by-hash.ts";
import { decodeEmbedded } from "./decode-embedded.ts";

/** The digits 0 to 9 as names of classes. */
export const digitClasses: readonly string[] = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Images from the generated modules that hold them and, where they have classes, their labels. */
export async function embeddedImages({
  name,
  images,
  labels,
  classes,
  maximum,
  parts,
  licence,
}: {
  readonly name: string;
  readonly images: Promise<{ readonly base64: string }>;
  readonly labels?: Promise<{ readonly base64: string }>;
  readonly classes?: readonly string[];
  readonly maximum: number;
  readonly parts: readonly SplitPart[];
  readonly licence: string;
}): Promise<DatasetSamples> {
  const [imagesModule, labelsModule] = await Promise.all([images, labels]);
  const decoded = idxImages({
    images: { bytes: decodeEmbedded(imagesModule.base64), source: `the embedded images of ${name}` },
    ...(labelsModule === undefined
      ? {}
      : { labels: { bytes: decodeEmbedded(labelsModule.base64), source: `the embedded labels of ${name}` } }),
  });
  return labelledImages({
    name,
    ...decoded,
    maximum,
    ...(classes === undefined ? {} : { classes }),
    parts,
    licence,
  });
}
