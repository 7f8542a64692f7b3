import type { ReactElement } from "react";
import { Button, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { classesOf } from "../../engine/latent-source.ts";
import { classNames } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { mostPinned, singleInputs } from "../../state/view-state.ts";
import type { LatentView } from "./use-latent-view.ts";
import { type PlaceActions, randomSeed } from "./use-place-actions.ts";

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
  const run = useRun();
  const { state } = useView();
  const { latent, label, sets, basis } = view;
  const names = classNames(run);
  // What the run says keeps the place until the generator is loaded.
  const classes = classesOf(latent ?? run.record?.subject.latent ?? null);
  const hasStored = run.results.some(({ artifacts }) => artifacts.some(({ type }) => type === "directions"));
  const pinned = state.selection.pinned.includes(here);
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
      {state.place.from !== null && (
        <p className="note">
          Image {state.place.row} of those that the lens {state.place.from} looked at.
        </p>
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
        <ToggleButton
          className="button"
          isSelected={pinned}
          isDisabled={!pinned && state.selection.pinned.length >= mostPinned}
          onChange={() => actions.pin(here)}
        >
          {pinned ? "Pinned" : "Pin"}
        </ToggleButton>
      </div>
      <label className="field basis">
        <span>Sliders move</span>
        <select value={basis} onChange={({ target }) => actions.turn(target.value)}>
          {(sets ?? []).map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          <option value={singleInputs}>Single inputs</option>
        </select>
      </label>
      {sets?.length === 0 && (
        <p className="note">
          {hasStored
            ? "The directions that lenses have stored cannot be read, so the sliders move single inputs."
            : "No lens has stored directions in this run, so the sliders move single inputs. The lens identifiability does."}
        </p>
      )}
    </div>
  );
}
