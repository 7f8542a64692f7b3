/** A number over steps. */
export interface TfScalar {
  readonly kind: "scalar";
  readonly tag: string;
  /** Of any number type in the file; written as float32. 64-bit integers are rounded to the nearest double. */
  readonly value: number;
  /** How it is written: as TensorBoard 1 (`simple_value`, the default) or 2 (`tensor`) did. */
  readonly form?: "simple_value" | "tensor";
}

/** An image over steps. */
export interface TfImage {
  readonly kind: "image";
  readonly tag: string;
  readonly width: number;
  readonly height: number;
  /** Channels: 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha; 0 when the file does not say. */
  readonly colorspace: number;
  /** The image as a PNG file. */
  readonly png: Uint8Array;
}

/** Counts between limits, in the form of TensorBoard 1 or 2, read only. */
export interface TfHistogram {
  readonly kind: "histogram";
  readonly tag: string;
  readonly min: number;
  readonly max: number;
  readonly num: number;
  /** Sum of the values; `null` in the form of TensorBoard 2, which does not keep it. */
  readonly sum: number | null;
  /** Sum of their squares; `null` likewise. */
  readonly sumSquares: number | null;
  /** Right edge of each bucket; the first begins at `min`. */
  readonly bucketLimit: readonly number[];
  readonly bucket: readonly number[];
}

/** Texts, read only. */
export interface TfText {
  readonly kind: "text";
  readonly tag: string;
  /** The TensorBoard plugin that shows it. */
  readonly plugin: string;
  readonly strings: readonly string[];
}

/** A value of a form that is not read here. */
export interface TfOther {
  readonly kind: "other";
  readonly tag: string;
  readonly plugin: string;
  /** Why it is not read, in a sentence. */
  readonly reason: string;
}

/** One value of an event, by kind. */
export type TfValue = TfScalar | TfImage | TfHistogram | TfText | TfOther;

/** One event of a TensorBoard file. */
export interface TfEvent<V extends TfValue = TfValue> {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  /** `brain.Event:2` in the first event of a file, and nowhere else. */
  readonly fileVersion?: string;
  readonly values: readonly V[];
}
