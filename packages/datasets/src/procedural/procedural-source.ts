import { ConfigInvalidError } from "@ganlens/core";
import { digitsStrokes } from "../ground-truth/digits-strokes.ts";
import type { GroundTruthData } from "../ground-truth/ground-truth-data.ts";
import { groundTruthSource } from "../ground-truth/ground-truth-source.ts";
import { shapes } from "../ground-truth/shapes.ts";
import { sprites } from "../ground-truth/sprites.ts";
import { parseSpec } from "../parse-spec.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { type ProceduralSpec, proceduralSpecSchema } from "./procedural-spec.ts";

/**
 * A source over rendered images: those of the registered set of the same name where nothing else is said.
 *
 * @throws {ConfigInvalidError} when the specification is not one, or names factors, values or pairs that the data do not have
 */
export function proceduralSource(spec: ProceduralSpec): DatasetSource {
  const { name, size, channels, ...plan } = parseSpec(proceduralSpecSchema, spec, "procedural data");
  const data = groundTruthOf({ name, size, channels });
  return groundTruthSource({ description: `Rendered images of ${data.name}.`, data, plan });
}

function groundTruthOf({ name, size, channels }: ProceduralSpec): GroundTruthData {
  if (name === "sprites") return sprites({ size, channels });
  if (name === "digits-strokes") return digitsStrokes({ size, channels });
  if (channels === 1) {
    throw new ConfigInvalidError({
      message: "Expected shapes to have 3 channels, received 1.",
      hint: 'Leave "channels" out, or make them grey with a transform.',
    });
  }
  return shapes({ size });
}
