import * as z from "zod";
import { type ClassesTransform, classesTransform } from "./classes-transform.ts";
import { type ColourTransform, colourTransform } from "./colour-transform.ts";
import { type CorruptionTransform, corruptionTransform } from "./corruption-transform.ts";
import { type CropTransform, cropTransform } from "./crop-transform.ts";
import { type DequantiseTransform, dequantiseTransform } from "./dequantise-transform.ts";
import { type ImbalanceTransform, imbalanceTransform } from "./imbalance-transform.ts";
import { type LabelNoiseTransform, labelNoiseTransform } from "./label-noise-transform.ts";
import { type PadTransform, padTransform } from "./pad-transform.ts";
import { type ResizeTransform, resizeTransform } from "./resize-transform.ts";
import { type SplitTransform, splitTransform } from "./split-transform.ts";
import { type StackTransform, stackTransform } from "./stack-transform.ts";
import { type SubsetTransform, subsetTransform } from "./subset-transform.ts";
import type { DatasetTransform } from "./transform.ts";

/** One change to a data set as a configuration says it. */
export type TransformSpec =
  | ResizeTransform
  | CropTransform
  | PadTransform
  | ColourTransform
  | DequantiseTransform
  | CorruptionTransform
  | StackTransform
  | ClassesTransform
  | SubsetTransform
  | ImbalanceTransform
  | LabelNoiseTransform
  | SplitTransform;

/** Every transform by its name. */
export const transforms: { readonly [S in TransformSpec as S["name"]]: DatasetTransform<S> } = {
  resize: resizeTransform,
  crop: cropTransform,
  pad: padTransform,
  colour: colourTransform,
  dequantise: dequantiseTransform,
  corruption: corruptionTransform,
  stack: stackTransform,
  classes: classesTransform,
  subset: subsetTransform,
  imbalance: imbalanceTransform,
  "label-noise": labelNoiseTransform,
  split: splitTransform,
};

const [first, ...others] = Object.values(transforms).map(({ schema }) => schema) as [
  z.ZodType<TransformSpec>,
  ...z.ZodType<TransformSpec>[],
];

export const transformSpecSchema: z.ZodType<TransformSpec> = z.union([first, ...others]);
