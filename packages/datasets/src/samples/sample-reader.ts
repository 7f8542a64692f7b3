/** Samples that are read when they are asked for. */
export interface SampleReader {
  /**
   * The values of some samples as a batch has them, one after another; asked twice before it answers, it answers in order.
   *
   * @param rows row numbers of the data set
   * @throws {DatasetInvalidError} when a file is gone, or is another one than when the data were opened
   */
  read(rows: Int32Array): Promise<Float32Array>;
  /** Gives up what reading holds; what is read afterwards opens it again. */
  close(): Promise<void>;
}
