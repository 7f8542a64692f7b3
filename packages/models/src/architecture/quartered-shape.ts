import type * as z from "zod";
import { type ImageShape, imageShapeSchema } from "./image-shape.ts";

/** An image shape that two layers of stride 2 halve twice: height and width are divisible by 4. */
export const quarteredShapeSchema: z.ZodType<ImageShape> = imageShapeSchema.refine(
  ([height, width]) => height % 4 === 0 && width % 4 === 0,
  { message: "height and width must be divisible by 4" },
);
