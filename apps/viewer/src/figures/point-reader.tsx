import { type KeyboardEvent, type PointerEvent, type ReactElement, useMemo, useRef, useState } from "react";
import type { FigurePoint } from "./figure-points.ts";
import { nearestSpot, type Spot } from "./nearest-point.ts";
import { spotsOf } from "./spots-of.ts";
import "./point-reader.css";

/** In CSS pixels: a pointer that is farther from every point reads none. */
const reach = 28;
/** And a click that is farther from every point that can be chosen chooses none. */
const clickReach = 14;
/** So many points that can be chosen among others are marked. */
const mostMarked = 100;

/**
 * Reads the points of a drawing: the nearest to a pointer or finger, or one after the other by arrow keys, from left to right.
 * A click, a tap and Enter choose. It is a slider whose value is the point in words, so that screen readers say each point
 * that keys lead to, and none that a pointer passes.
 */
export function PointReader({
  svg,
  points,
  name,
  along,
  onChoose,
  hint,
}: {
  readonly svg: SVGSVGElement;
  readonly points: readonly FigurePoint[];
  /** What is read. */
  readonly name: string;
  readonly along: "x" | "both";
  readonly onChoose?: ((point: FigurePoint) => void) | undefined;
  /** What comes of choosing; `null` for a point that cannot be chosen. */
  readonly hint?: ((point: FigurePoint) => string | null) | undefined;
}): ReactElement | null {
  const [read, setRead] = useState(-1);
  const frame = useRef<HTMLDivElement>(null);
  const { spots, readable } = useMemo(() => spotsOf(svg, points), [svg, points]);
  if (readable.length === 0) return null;
  const at = Math.min(read, readable.length - 1);
  const { width, height } = svg.viewBox.baseVal;
  const hintOf = (index: number): string | null => {
    const point = readable[index];
    return point === undefined ? null : (hint?.(point) ?? null);
  };
  const choose = (index: number): void => {
    const point = readable[index];
    if (point !== undefined && hintOf(index) !== null) onChoose?.(point);
  };
  const placeOf = ({ clientX, clientY }: PointerEvent | React.MouseEvent): Spot => {
    const box = frame.current?.getBoundingClientRect() ?? new DOMRect();
    const scale = width / Math.max(1, box.width);
    return { left: (clientX - box.left) * scale, top: (clientY - box.top) * scale };
  };
  const follow = (event: PointerEvent): void => setRead(nearestSpot(spots, placeOf(event), { reach, along }));
  const click = (event: React.MouseEvent): void => {
    const only = (index: number): boolean => hintOf(index) !== null;
    const options = along === "x" ? { reach, along } : { reach: clickReach, along };
    const chosen = nearestSpot(spots, placeOf(event), { ...options, only });
    if (chosen < 0) return;
    setRead(chosen);
    choose(chosen);
  };
  const press = (event: KeyboardEvent): void => {
    const last = readable.length - 1;
    const keys: Readonly<Record<string, number>> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowUp: Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      ArrowDown: Math.min(last, at + 1),
      PageUp: Math.max(0, at - 10),
      PageDown: Math.min(last, at + 10),
      Home: 0,
      End: last,
      Escape: -1,
    };
    const next = keys[event.key];
    if (next !== undefined && !(event.key === "Escape" && at < 0)) setRead(next);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else return;
    event.preventDefault();
  };
  const point = readable[at];
  const spot = spots[at];
  const more = hintOf(at);
  const pictured = along === "both" ? readable.flatMap(({ item }, index) => (item ? [index] : [])) : [];
  return (
    <div
      ref={frame}
      className="point-reader"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={1}
      aria-valuemax={readable.length}
      aria-valuenow={Math.max(1, at + 1)}
      aria-valuetext={
        point === undefined ? "no point" : `${point.name}: ${point.values}${more === null ? "" : `; ${more}`}`
      }
      data-chooses={(more !== null && onChoose !== undefined) || undefined}
      onKeyDown={press}
      onFocus={(event) => event.target.matches(":focus-visible") && at < 0 && setRead(0)}
      onBlur={() => setRead(-1)}
      onPointerDown={follow}
      onPointerMove={follow}
      onPointerLeave={({ pointerType }) => {
        // A finger that is lifted leaves what it has read; a tap elsewhere takes it away.
        if (pointerType !== "touch") setRead(-1);
      }}
      onClick={click}
    >
      {pictured.length <= mostMarked &&
        pictured.map((index) => <span key={index} className="point-mark" style={placed(spots[index])} />)}
      {point !== undefined && spot !== undefined && (
        <>
          {along === "x" && <span className="point-rule" style={{ left: placed(spot).left }} />}
          <span className="point-ring" style={placed(spot)} />
          <span
            className="point-words"
            data-side={spot.left > width / 2 ? "left" : "right"}
            data-above={(along === "both" && spot.top > (2 * height) / 3) || undefined}
            // On a chart that is read along one axis they stay at its top, off the curves.
            style={along === "x" ? { left: placed(spot).left, top: 0 } : placed(spot)}
          >
            <b>{point.name}</b> {point.values}
            {more !== null && <small>{more}</small>}
          </span>
        </>
      )}
    </div>
  );

  function placed(where: Spot | undefined): React.CSSProperties {
    const { left, top } = where ?? { left: 0, top: 0 };
    return { left: `${(100 * left) / width}%`, top: `${(100 * top) / height}%` };
  }
}
