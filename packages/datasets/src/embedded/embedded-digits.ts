import { idxImages } from "../idx/idx-images.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import type { SplitPart } from "../samples/split-by-hash.ts";
import { decodeEmbedded } from "./decode-embedded.ts";

/** Digits from the generated modules that hold their images and labels. */
export async function embeddedDigits({
  name,
  images,
  labels,
  maximum,
  parts,
  licence,
}: {
  readonly name: string;
  readonly images: Promise<{ readonly base64: string }>;
  readonly labels: Promise<{ readonly base64: string }>;
  readonly maximum: number;
  readonly parts: readonly SplitPart[];
  readonly licence: string;
}): Promise<DatasetSamples> {
  const [imagesModule, labelsModule] = await Promise.all([images, labels]);
  const decoded = idxImages({
    images: { bytes: decodeEmbedded(imagesModule.base64), source: `the embedded images of ${name}` },
    labels: { bytes: decodeEmbedded(labelsModule.base64), source: `the embedded labels of ${name}` },
  });
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  return labelledImages({ name, ...decoded, maximum, classes, parts, licence });
}
