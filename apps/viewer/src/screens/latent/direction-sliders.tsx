import { formatNumber } from "@ganlens/report";
import { type ReactElement, useMemo, useRef, useState } from "react";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useRun } from "../../run/use-run.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import { DirectionSlider, type SliderHands } from "./direction-slider.tsx";
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
  // The same functions at every drawing, so that only the slider that moves is drawn again.
  const newest = useRef({ actions, onActive });
  newest.current = { actions, onActive };
  const hands = useMemo(
    (): SliderHands => ({
      move: (direction, value) => newest.current.actions.move(direction, value),
      lock: (direction) => newest.current.actions.lock(direction),
      choose: (direction) => newest.current.onActive(direction),
    }),
    [],
  );
  useKeyAction("next", () => go(1));
  useKeyAction("previous", () => go(-1));
  return (
    <section aria-labelledby="sliders-name" className="directions">
      <h3 id="sliders-name">{basis === "inputs" ? "Inputs" : "Directions"}</h3>
      <div className="direction-list">
        {Array.from({ length: count }, (_, direction) => (
          <DirectionSlider
            key={basis === "inputs" ? -direction - 1 : direction}
            direction={direction}
            name={basis === "inputs" ? `Input ${direction + 1}` : `Direction ${direction + 1}`}
            note={note(direction)}
            value={directions === null ? null : Math.round(100 * (now[direction] ?? 0)) / 100}
            end={end}
            isActive={direction === active}
            isMoved={state.place.along[String(direction)] !== undefined}
            isLocked={state.locked.includes(direction)}
            hands={hands}
          />
        ))}
      </div>
      {(directions?.count ?? 0) > few && (
        <button type="button" className="button small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? `Only the first ${few}` : `All ${Math.min(many, directions?.count ?? 0)}`}
        </button>
      )}
    </section>
  );
}
