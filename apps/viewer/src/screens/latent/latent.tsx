import { type ReactElement, useState } from "react";
import { itemId } from "../../items/item-id.ts";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { Compare } from "../../panels/compare.tsx";
import { EngineProblemNote } from "../../panels/engine-problem.tsx";
import { Scrubber } from "../../panels/scrubber.tsx";
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
  const { checkpoints } = useRun();
  const { store, state } = useView();
  const view = useLatentView();
  const [active, setActive] = useState(0);
  const actions = usePlaceActions(view, active);
  const { step, generator, latent } = view;
  const here = itemId({ kind: "place", place: state.place });
  useKeyAction("pin", () => actions.pin(here));
  if (step === null) {
    return (
      <p className="note">
        This run has no checkpoint yet, so there is no generator to look at: the first is saved at the start
        of training.
      </p>
    );
  }
  const cannot = generator?.facts != null && latent === null;
  return (
    <>
      <EngineProblemNote />
      {generator?.problem != null && <p className="problem">{generator.problem}</p>}
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
          <Scrubber
            name="Generator after step"
            steps={checkpoints}
            step={step}
            onStep={(next) => store.change({ step: next }, { together: "checkpoint" })}
          />
          <PlaceControls view={view} actions={actions} here={here} />
          <DirectionSliders view={view} actions={actions} active={active} onActive={setActive} />
        </div>
      </div>
      <Compare primary={here} used={view.used} />
    </>
  );
}
