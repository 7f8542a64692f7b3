import { type ReactElement, useEffect } from "react";
import { useEngine } from "../../engine/use-engine.ts";
import { useLook } from "../../engine/use-look.ts";
import { Compare } from "../../panels/compare.tsx";
import { EngineProblemNote } from "../../panels/engine-problem.tsx";
import { Scrubber } from "../../panels/scrubber.tsx";
import { SelectionBar } from "../../panels/selection-bar.tsx";
import { usePinKey } from "../../panels/use-pin-key.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { LookControls } from "../latent/look-controls.tsx";
import { SampleBar } from "./sample-bar.tsx";
import { SampleTiles } from "./sample-tiles.tsx";
import { drawnCount, useDrawnSamples } from "./use-drawn-samples.ts";
import { useRealSamples } from "./use-real-samples.ts";
import "./samples.css";

/** Generated and real images, sorted by how well an autoencoder gives them back. */
export function Samples(): ReactElement {
  const contents = useRun();
  const { checkpoints, run } = contents;
  const { store, state } = useView();
  const { engine } = useEngine();
  useEffect(() => engine.start(), [engine]);
  const used = useLook(contents, state);
  const { step, samples, shape, problem } = useDrawnSamples(used);
  const real = useRealSamples(used);
  const pin = usePinKey();
  return (
    <>
      <EngineProblemNote />
      {problem !== null && <p className="problem">{problem}</p>}
      <div className="samples-bar">
        {step !== null && (
          <Scrubber
            name="Generator after step"
            steps={checkpoints}
            step={step}
            onStep={(next) => store.change({ step: next }, { together: "checkpoint" })}
          />
        )}
        <SampleBar />
        <LookControls used={used} />
      </div>
      <SelectionBar pin={pin} />
      <Compare primary={state.selection.primary} used={used} />
      <section aria-labelledby="generated-name" className="sample-section">
        <h2 id="generated-name">Generated</h2>
        {step === null ? (
          <p className="note">This run has no checkpoint yet, so nothing can be generated.</p>
        ) : (
          <>
            <p className="note">
              {drawnCount} images of noise drawn from the seed. The number below each is the mean squared
              error of its reconstruction. Select one to see it beside its reconstruction; pin one to compare
              it with others.
            </p>
            <SampleTiles
              name="Generated samples"
              samples={samples}
              count={drawnCount}
              shape={shape}
              order={state.order}
            />
          </>
        )}
      </section>
      <section aria-labelledby="real-name" className="sample-section">
        <h2 id="real-name">Real</h2>
        <p className="note">
          {real !== null && real.length > 0
            ? `A run folder does not hold its data set${run === null ? "" : ` (${run.dataset.name})`}. These ${real.length} real images are those that lenses have put into their figures, cut out of them.`
            : `A run folder does not hold its data set${run === null ? "" : ` (${run.dataset.name})`}, and no lens has put real images into its figures. The lens reconstruction does.`}
        </p>
        {real !== null && real.length > 0 && (
          <SampleTiles
            name="Real images"
            samples={real}
            count={real.length}
            shape={shape}
            order={state.order}
          />
        )}
      </section>
    </>
  );
}
