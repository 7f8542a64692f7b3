/** Lets two copies of the package recognise each other's errors. */
const marker = Symbol.for("ganlens.error");

/** What a {@link GanlensError} is made from. */
export interface GanlensErrorOptions {
  /** What was expected, what came, and where. */
  readonly message: string;
  /** What to do next, in one sentence. */
  readonly hint?: string;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The base of every error that ganlens throws on purpose.
 *
 * `code` is stable and kebab-case; there is one subclass per reaction that a caller can have, not one per message.
 */
export class GanlensError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, { message, hint, cause }: GanlensErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for any ganlens error, also one made by another copy of this package. */
  static isInstance(value: unknown): value is GanlensError {
    return typeof value === "object" && value !== null && marker in value;
  }
}
