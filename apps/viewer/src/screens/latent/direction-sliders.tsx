import { formatNumber } from "@ganlens/report";
import { type ReactElement, useState } from "react";
import { Label, Slider, SliderThumb, SliderTrack, ToggleButton } from "react-aria-components";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useRun } from "../../run/use-run.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import type { LatentView } from "./use-latent-view.ts";
import { type PlaceActions, sliderEnd } from "./use-place-actions.ts";

const few = 8;
const many = 64;

/** One slider for each of the leading directions, with a lock. */
export function DirectionSliders({
  view,
  actions,
  active,
  onActive,
}: {
  readonly view: LatentView;
  readonly actions: PlaceActions;
  readonly active: number;
  readonly onActive: (direction: number) => void;
}): ReactElement {
  const { state } = useView();
  const { lenses } = useRun();
  const announcer = useAnnouncer();
  const [all, setAll] = useState(false);
  const { directions, basis, stored, now } = view;
  const count = Math.min(directions?.count ?? few, all ? many : few);
  const end = sliderEnd(view);
  const readable = lenses
    .find(({ lens }) => lens === "identifiability")
    ?.figures.find(({ id }) => id === "readable-directions");
  const known = readable?.kind === "line" ? (readable.series[0]?.points ?? []) : [];
  const note = (direction: number): string => {
    const share = stored?.shares[direction];
    const r2 = known[direction]?.y;
    if (basis === "moving" && share !== undefined)
      return `${formatNumber(100 * share, { significant: 2 })} % of the change`;
    if (basis === "readable" && r2 !== undefined) return `R² ${formatNumber(r2, { significant: 2 })}`;
    return "";
  };
  const go = (by: number): void => {
    const next = (active + by + count) % count;
    onActive(next);
    announcer.say(`Direction ${next + 1}`);
  };
  useKeyAction("next", () => go(1));
  useKeyAction("previous", () => go(-1));
  return (
    <section aria-labelledby="sliders-name" className="directions">
      <h3 id="sliders-name">{basis === "inputs" ? "Inputs" : "Directions"}</h3>
      <div className="direction-list">
        {Array.from({ length: count }, (_, direction) => {
          const name = basis === "inputs" ? `Input ${direction + 1}` : `Direction ${direction + 1}`;
          const value = now[direction] ?? 0;
          const moved = state.place.along[String(direction)] !== undefined;
          const locked = state.locked.includes(direction);
          return (
            <div
              key={name}
              className="direction"
              data-active={direction === active || undefined}
              data-moved={moved || undefined}
            >
              <Slider
                className="slider"
                minValue={-end}
                maxValue={end}
                step={0.05}
                value={Math.min(end, Math.max(-end, value))}
                onChange={(next) => {
                  onActive(direction);
                  actions.move(direction, next as number);
                }}
                isDisabled={directions === null}
              >
                <Label>
                  {name} <span className="muted direction-note">{note(direction)}</span>
                </Label>
                <span className="slider-value">
                  {directions === null ? "" : formatNumber(value, { decimals: 2 })}
                </span>
                <SliderTrack className="slider-track">
                  <SliderThumb className="slider-thumb" onFocusChange={(on) => on && onActive(direction)} />
                </SliderTrack>
              </Slider>
              <ToggleButton
                className="button quiet small"
                isSelected={locked}
                onChange={() => actions.lock(direction)}
                aria-label={`Lock ${name.toLowerCase()}`}
              >
                <svg
                  viewBox="0 0 16 16"
                  width="16"
                  height="16"
                  aria-hidden="true"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.6"
                >
                  <rect x="3" y="7" width="10" height="7" rx="1" fill={locked ? "currentColor" : "none"} />
                  <path d={locked ? "M5 7V5a3 3 0 0 1 6 0v2" : "M5 7V5a3 3 0 0 1 5.8-1"} />
                </svg>
              </ToggleButton>
            </div>
          );
        })}
      </div>
      {(directions?.count ?? 0) > few && (
        <button type="button" className="button small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? `Only the first ${few}` : `All ${Math.min(many, directions?.count ?? 0)}`}
        </button>
      )}
    </section>
  );
}
