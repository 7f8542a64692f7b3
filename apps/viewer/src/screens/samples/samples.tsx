import { type ReactElement, useEffect, useRef } from "react";
import { useEngine } from "../../engine/use-engine.ts";
import { type UsedLook, useLook } from "../../engine/use-look.ts";
import { Compare } from "../../panels/compare.tsx";
import { EngineProblemNote } from "../../panels/engine-problem.tsx";
import { GeneratorScrubber } from "../../panels/generator-scrubber.tsx";
import { SelectionBar } from "../../panels/selection-bar.tsx";
import { usePinKey } from "../../panels/use-pin-key.ts";
import { dataName, imageShape, whyNoGenerator } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { LookControls } from "../latent/look-controls.tsx";
import { GivenSamples } from "./given-samples.tsx";
import { SampleBar } from "./sample-bar.tsx";
import { SampleTiles } from "./sample-tiles.tsx";
import { selectWords } from "./select-words.ts";
import { useDrawnSamples } from "./use-drawn-samples.ts";
import { useRealSamples } from "./use-real-samples.ts";
import "./samples.css";

/** Generated, given and real images, sorted by how well an autoencoder gives them back. */
export function Samples(): ReactElement {
  const run = useRun();
  const { state } = useView();
  const { engine } = useEngine();
  useEffect(() => engine.start(), [engine]);
  const used = useLook(run, state);
  const pin = usePinKey();
  const { primary } = state.selection;
  useInSight(primary);
  const why = whyNoGenerator(run);
  const isGiven = run.record?.subject.samples !== undefined;
  return (
    <>
      <EngineProblemNote />
      <div className="samples-bar">
        {why === null && <GeneratorScrubber />}
        <SampleBar draws={why === null} orders={used.network !== null} />
        <LookControls used={used} />
      </div>
      <SelectionBar pin={pin} />
      {isGiven && <GivenSamples used={used} />}
      {why === null && <DrawnSamples used={used} />}
      {why !== null && !isGiven && <p className="note">{why}</p>}
      <RealSamples used={used} />
      <div className="compare-in-sight">
        <Compare primary={primary} used={used} pin={pin} alone />
      </div>
    </>
  );
}

/** What is selected does not stay behind the panel that shows it. */
function useInSight(primary: string | null): void {
  const before = useRef(primary);
  useEffect(() => {
    if (before.current === primary) return;
    before.current = primary;
    // Only then do grid and panel stand as they will.
    const frame = requestAnimationFrame(() => {
      document.querySelector(".item[data-primary]")?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(frame);
  }, [primary]);
}

function DrawnSamples({ used }: { readonly used: UsedLook }): ReactElement {
  const { state } = useView();
  const { samples, count, shape, problem } = useDrawnSamples(used);
  return (
    <section aria-labelledby="generated-name" className="sample-section">
      <h2 id="generated-name">Generated</h2>
      {problem !== null && <p className="problem">{problem}</p>}
      <p className="note">
        {count} images of points drawn from the seed. {selectWords(used)}
      </p>
      <SampleTiles
        name="Generated samples"
        samples={samples}
        count={count}
        shape={shape}
        order={state.order}
      />
    </section>
  );
}

function RealSamples({ used }: { readonly used: UsedLook }): ReactElement {
  const run = useRun();
  const { state } = useView();
  const real = useRealSamples(used);
  const name = dataName(run);
  const found = real?.length ?? 0;
  return (
    <section aria-labelledby="real-name" className="sample-section">
      <h2 id="real-name">Real</h2>
      <p className="note">
        {name === null && found === 0
          ? "This run names no real images."
          : `A run folder does not hold its data set${name === null ? "" : ` (${name})`}${
              found > 0
                ? `. These ${found} real images are those that lenses have put into their figures, cut out of them.`
                : ", and no lens has put real images into its figures. The lens reconstruction does."
            }`}
      </p>
      {real !== null && found > 0 && (
        <SampleTiles
          name="Real images"
          samples={real}
          count={found}
          shape={imageShape(run) ?? []}
          order={state.order}
        />
      )}
    </section>
  );
}
