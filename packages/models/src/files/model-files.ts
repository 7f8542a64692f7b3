/** A model as two files: what TensorFlow.js and Netron read, and its weights. */
export interface ModelFiles {
  readonly "model.json": Uint8Array;
  readonly "weights.bin": Uint8Array;
}

/** Where the files of a model can be read from, by name. */
export interface ModelFileReader {
  read(path: string): Promise<Uint8Array>;
}
