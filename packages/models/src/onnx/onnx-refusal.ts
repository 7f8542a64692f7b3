import { CheckpointCorruptError, type GanlensErrorOptions, RunUnsupportedError } from "@ganlens/core";

/** What helps where a file cannot become a model: the lenses that need samples only. */
const wayOut = "Export samples instead and pass them with --samples.";

/** The error for a file that is truncated, contradicts itself, or would take more memory than it may. */
export function damagedOnnx(
  message: string,
  options: Partial<GanlensErrorOptions> = {},
): CheckpointCorruptError {
  return new CheckpointCorruptError({
    hint: "Export or download the ONNX file again.",
    ...options,
    message: `ONNX file: ${message}`,
  });
}

/** The error for a sound file that asks for something the converter does not cover. */
export function unsupportedOnnx(
  message: string,
  options: Partial<GanlensErrorOptions> = {},
): RunUnsupportedError {
  return new RunUnsupportedError({ hint: wayOut, ...options, message: `ONNX file: ${message}` });
}
