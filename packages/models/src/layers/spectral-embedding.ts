import type * as tf from "@tensorflow/tfjs";
import { classRows } from "./class-rows.ts";
import type { LayerMode } from "./layer-mode.ts";
import { assertCount } from "./layer-settings.ts";
import { SpectralLayer, type SpectralLayerArgs } from "./spectral-layer.ts";

/** Settings of {@link SpectralEmbedding}. */
export interface SpectralEmbeddingArgs extends SpectralLayerArgs {
  readonly classes: number;
  /** Numbers for each class. */
  readonly units: number;
}

/**
 * An embedding with spectral normalisation: y = row `label` of W / σ(W), with σ the largest singular value of W.
 *
 * Class numbers [batch, 1] → [batch, units]; weights kernel [classes, units] and u [1, units]. A label outside 0 … classes − 1
 * gives NaN. Differentiable twice in the kernel.
 *
 * @throws {ConfigInvalidError} when `classes`, `units` or `iterations` is no count
 * @see Miyato and Koyama 2018, projection discriminator
 */
export class SpectralEmbedding extends SpectralLayer {
  static readonly className: string = "GanlensSpectralEmbedding";
  readonly classes: number;
  readonly units: number;

  constructor(args: SpectralEmbeddingArgs) {
    super(args);
    this.classes = args.classes;
    this.units = args.units;
    assertCount({ layer: this, setting: "classes", value: this.classes });
    assertCount({ layer: this, setting: "units", value: this.units });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    this.addKernel([this.classes, this.units]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0] as number | null, this.units];
  }

  protected override compute([labels]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    return classRows(labels as tf.Tensor, this.normalizedKernel(mode));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), classes: this.classes, units: this.units };
  }
}
