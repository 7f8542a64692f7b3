import * as tf from "@tensorflow/tfjs";
import type { LayerMode } from "./layer-mode.ts";
import { assertCount } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { spectralNorm } from "./spectral-norm.ts";

/** A stored model must not be able to keep a pass busy for hours. */
const mostIterations = 1000;

/** Settings of every spectrally normalised layer. */
export interface SpectralLayerArgs extends LayerArgs {
  /** Power iterations in each pass, at most 1000; by default 1. */
  readonly iterations?: number;
}

/**
 * A layer whose kernel is divided by its largest singular value, which power iteration follows from pass to pass.
 *
 * The vector `u` [1, out] is a weight that is not trained and is saved with the model. It moves in passes that train and
 * update statistics; other passes start from it and leave it.
 */
export abstract class SpectralLayer extends OperationLayer {
  readonly iterations: number;
  #kernel: tf.LayerVariable | undefined;
  #u: tf.LayerVariable | undefined;

  constructor(args: SpectralLayerArgs) {
    super(args);
    this.iterations = args.iterations ?? 1;
    assertCount({ layer: this, setting: "iterations", value: this.iterations, most: mostIterations });
  }

  /** Adds the kernel, its last axis that of the outputs, and u. */
  protected addKernel(shape: readonly number[]): void {
    this.#kernel = this.drawn("kernel", shape);
    this.#u = this.drawn("u", [1, shape.at(-1) as number], { trainable: false });
  }

  /** W / σ(W) */
  protected normalizedKernel({ updateStats }: LayerMode): tf.Tensor {
    const kernel = (this.#kernel as tf.LayerVariable).read();
    const stored = this.#u as tf.LayerVariable;
    const { sigma, u } = spectralNorm({ kernel, u: stored.read(), iterations: this.iterations });
    if (updateStats) stored.write(u);
    return tf.div(kernel, sigma);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), iterations: this.iterations };
  }
}
