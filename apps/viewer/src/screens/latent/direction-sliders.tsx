import { vectorParts } from "@ganlens/core";
import { type ReactElement, useMemo, useRef, useState } from "react";
import { withinRange } from "../../engine/slider-range.ts";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import { DirectionSlider, type SliderHands } from "./direction-slider.tsx";
import { directionName, type LatentView, rangeOf } from "./use-latent-view.ts";
import type { PlaceActions } from "./use-place-actions.ts";

const few = 8;
const many = 64;

/** Sliders under one heading: directions first to first + count of all. */
interface SliderGroup {
  readonly title: string;
  readonly first: number;
  readonly count: number;
}

/** One slider for each of the leading directions, or of the leading inputs of each part, with a lock. */
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
  const announcer = useAnnouncer();
  const [all, setAll] = useState(false);
  const { directions, basis, set, now } = view;
  const groups = sliderGroups(view);
  const shown = groups.map(({ first, count }) =>
    Array.from({ length: Math.min(count, all ? many : few) }, (_, at) => first + at),
  );
  const visible = shown.flat();
  const go = (by: number): void => {
    const at = Math.max(0, visible.indexOf(active));
    const next = visible[(at + by + visible.length) % visible.length] ?? 0;
    onActive(next);
    announcer.say(directionName(view, next));
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
  const most = groups.reduce((sum, { count }) => sum + Math.min(many, count), 0);
  return (
    <section aria-labelledby="sliders-name" className="directions">
      <h3 id="sliders-name">{set === null ? "Inputs" : "Directions"}</h3>
      {groups.map(({ title, first, count }, at) => (
        <div key={title} className="direction-group">
          {groups.length > 1 && (
            <h4>
              {title} <span className="muted">{count === 1 ? "one number" : `${count} numbers`}</span>
            </h4>
          )}
          <div className="direction-list">
            {(shown[at] ?? []).map((direction) => (
              <DirectionSlider
                key={`${basis} ${direction}`}
                direction={direction}
                name={directionName(view, direction)}
                note={set?.labels[direction - first] ?? ""}
                value={
                  directions === null ? null : withinRange(rangeOf(view, direction), now[direction] ?? 0)
                }
                range={rangeOf(view, direction)}
                isActive={direction === active}
                isMoved={state.place.along[String(direction)] !== undefined}
                isLocked={state.locked.includes(direction)}
                hands={hands}
              />
            ))}
          </div>
        </div>
      ))}
      {groups.some(({ count }) => count > few) && (
        <button type="button" className="button small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? `Only the first ${few}` : `All ${most}`}
        </button>
      )}
    </section>
  );
}

/** Single inputs stand by the parts of z, where there are several; directions of a lens in one group. */
function sliderGroups({ set, latent, directions }: LatentView): readonly SliderGroup[] {
  const parts = latent === null ? [] : vectorParts(latent);
  if (set !== null || parts.length < 2) return [{ title: "", first: 0, count: directions?.count ?? few }];
  let next = 0;
  return parts.map(({ name, size }) => {
    const first = next;
    next += size;
    return { title: name, first, count: size };
  });
}
