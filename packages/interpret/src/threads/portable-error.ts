import {
  BackendUnavailableError,
  CancelledError,
  CheckpointCorruptError,
  ConfigInvalidError,
  DatasetInvalidError,
  GanlensError,
  type GanlensErrorOptions,
  RunUnsupportedError,
  ShapeError,
  TrainingDivergedError,
} from "@ganlens/core";

/** An error as a message carries it: a copy would have lost its class, its code and its hint. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string;
  readonly hint?: string | undefined;
  readonly cause?: PortableError;
}

/** By their codes: a bundler may rename them. */
const classes: Readonly<Record<string, new (options: GanlensErrorOptions) => GanlensError>> = {
  "backend-unavailable": BackendUnavailableError,
  cancelled: CancelledError,
  "checkpoint-corrupt": CheckpointCorruptError,
  "config-invalid": ConfigInvalidError,
  "dataset-invalid": DatasetInvalidError,
  "run-unsupported": RunUnsupportedError,
  "shape-mismatch": ShapeError,
  "training-diverged": TrainingDivergedError,
};

/** What another thread can make the same error of. */
export function toPortable(error: unknown): PortableError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    ...(GanlensError.isInstance(error) ? { code: error.code, hint: error.hint } : {}),
    ...(cause === undefined ? {} : { cause: toPortable(cause) }),
  };
}

/** The error again, with its class where ganlens has it, and with the stack that it had where it was thrown. */
export function fromPortable({ name, message, stack, code, hint, cause }: PortableError): Error {
  const options = {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(cause === undefined ? {} : { cause: fromPortable(cause) }),
  };
  const error = code === undefined ? new Error(message, options) : ganlensError(code, options);
  if (error.name !== name) error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function ganlensError(code: string, options: GanlensErrorOptions): GanlensError {
  const Known = classes[code];
  return Known === undefined ? new GanlensError(code, options) : new Known(options);
}
