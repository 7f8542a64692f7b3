import { type ReactElement, useState } from "react";
import { itemId } from "../../items/item-id.ts";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { Compare } from "../../panels/compare.tsx";
import { EngineProblemNote } from "../../panels/engine-problem.tsx";
import { GeneratorScrubber } from "../../panels/generator-scrubber.tsx";
import { whyNoGenerator } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { DirectionSliders } from "./direction-sliders.tsx";
import { LatentPictures } from "./latent-pictures.tsx";
import { LookControls } from "./look-controls.tsx";
import { PlaceControls } from "./place-controls.tsx";
import { useLatentView } from "./use-latent-view.ts";
import { usePlaceActions } from "./use-place-actions.ts";
import { WalkStrip } from "./walk-strip.tsx";
import "./latent.css";

/** The generator, live: one point of its input, what it makes of it, and what an autoencoder makes of that. */
export function Latent(): ReactElement {
  const run = useRun();
  const { state } = useView();
  const view = useLatentView();
  const [active, setActive] = useState(0);
  const actions = usePlaceActions(view, active);
  const { generator, latent } = view;
  const here = itemId({ kind: "place", place: state.place });
  useKeyAction("pin", () => actions.pin(here));
  const why = whyNoGenerator(run);
  if (why !== null) return <p className="note">{why}</p>;
  const cannot = generator?.facts != null && latent === null;
  return (
    <>
      <EngineProblemNote />
      {generator?.problem != null && <p className="problem">{generator.problem}</p>}
      {view.problem !== null && <p className="problem">{view.problem}</p>}
      {cannot && <p className="problem">The stored network takes no noise, so it is not a generator.</p>}
      <div className="latent">
        <div className="latent-shown">
          <LatentPictures view={view} />
          <div className="latent-look">
            <LookControls used={view.used} />
            <WalkStrip view={view} actions={actions} active={active} />
          </div>
        </div>
        <div className="latent-controls">
          <GeneratorScrubber />
          <PlaceControls view={view} actions={actions} here={here} />
          <DirectionSliders view={view} actions={actions} active={active} onActive={setActive} />
        </div>
      </div>
      <Compare primary={here} used={view.used} />
    </>
  );
}
