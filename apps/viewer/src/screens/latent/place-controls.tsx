import type { ReactElement } from "react";
import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import type { Basis } from "../../state/view-state.ts";
import type { LatentView } from "./use-latent-view.ts";
import { type PlaceActions, randomSeed } from "./use-place-actions.ts";

const basisNames: Readonly<Record<Basis, string>> = {
  readable: "directions that can be read back",
  moving: "directions that move the image most",
  inputs: "single inputs",
};

/** Which point is looked at: class, seed, and what the sliders move. */
export function PlaceControls({
  view,
  actions,
  here,
}: {
  readonly view: LatentView;
  readonly actions: PlaceActions;
  readonly here: string;
}): ReactElement {
  const { run } = useRun();
  const { state } = useView();
  const { latent, label, stored, basis } = view;
  const names = run?.dataset.classes ?? [];
  // What the run says keeps the place until the generator is loaded.
  const expected = run?.config.conditional === true ? names.length : 0;
  const classes = latent === null ? expected : (latent.label?.classes ?? 0);
  const pinned = state.selection.pinned === here;
  return (
    <div className="place-controls">
      {classes > 0 && (
        <div className="field class-picker">
          <span id="class-name">Class</span>
          <ToggleButtonGroup
            className="chips"
            aria-labelledby="class-name"
            selectionMode="single"
            disallowEmptySelection
            isDisabled={latent === null}
            selectedKeys={label === null ? [] : [String(label)]}
            onSelectionChange={(keys) => actions.choose({ label: Number([...keys][0]) })}
          >
            {Array.from({ length: Math.min(classes, 200) }, (_, at) => (
              <ToggleButton key={names[at] ?? at} id={String(at)} className="button small">
                {names[at] ?? at}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      )}
      <div className="toolbar">
        <Button className="button primary" onPress={() => actions.draw(randomSeed())}>
          Random
        </Button>
        <label className="field">
          <span>Seed</span>
          <input
            type="number"
            min={0}
            max={2 ** 31 - 1}
            value={state.place.seed}
            onChange={({ target }) => {
              const seed = target.valueAsNumber;
              if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) actions.draw(seed);
            }}
          />
        </label>
        <Button
          className="button"
          onPress={actions.reset}
          isDisabled={Object.keys(state.place.along).length === 0}
        >
          Reset sliders
        </Button>
        <ToggleButton className="button" isSelected={pinned} onChange={() => actions.pin(here)}>
          {pinned ? "Pinned" : "Pin"}
        </ToggleButton>
      </div>
      <label className="field basis">
        <span>Sliders move</span>
        <select value={basis} onChange={({ target }) => actions.turn(target.value as Basis)}>
          <option value="readable" disabled={stored?.readable == null}>
            {basisNames.readable}
          </option>
          <option value="moving" disabled={stored?.moving == null}>
            {basisNames.moving}
          </option>
          <option value="inputs">{basisNames.inputs}</option>
        </select>
      </label>
      {stored !== null && stored.readable === null && (
        <p className="note">
          The lens <code>identifiability</code> has stored no directions in this run, so the sliders move
          single inputs.
        </p>
      )}
    </div>
  );
}
