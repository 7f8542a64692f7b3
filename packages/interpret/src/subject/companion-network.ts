import { type NdArray, type NetworkRecord, openCheckpoint, type RunReader, runLayout } from "@ganlens/core";
import { type GeneratorNetwork, loadGenerator, type PixelRange, toModelRange } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { inBatches } from "../steps/in-batches.ts";

/** Where a network beside a generator lies, and which images it takes. */
export interface CompanionNetworkOptions {
  readonly store: RunReader;
  readonly step: number;
  readonly record: NetworkRecord;
  /** The values of its images; those in [0, 1] are mapped to them. */
  readonly range: PixelRange | undefined;
}

/** A network that was trained beside a generator, its encoder or discriminator: loaded when it is first asked. */
export class CompanionNetwork {
  readonly #options: CompanionNetworkOptions;
  #network: Promise<GeneratorNetwork> | undefined;

  constructor(options: CompanionNetworkOptions) {
    this.#options = options;
  }

  /**
   * What it gives for images [n, height, width, channels] in [0, 1], in the form that `rows` brings it to.
   *
   * @throws {CheckpointCorruptError} when its files are not whole
   */
  async read(images: NdArray, rows: (output: tf.Tensor) => tf.Tensor): Promise<NdArray> {
    this.#network ??= this.#load();
    const { run } = await this.#network;
    return inBatches(images, (batch) => rows(run([toModelRange(batch, this.#options.range)])));
  }

  dispose(): void {
    void this.#network?.then(
      (network) => network.dispose(),
      () => {},
    );
    this.#network = undefined;
  }

  async #load(): Promise<GeneratorNetwork> {
    const { store, step, record } = this.#options;
    const { read } = await openCheckpoint(store, step);
    const files = {
      location: `${store.location}/${runLayout.checkpoint(step)}/${record.folder}`,
      main: "model.json",
      read: (path: string) => read(`${record.folder}/${path}`),
    };
    return loadGenerator(files, record);
  }
}
