import { formatNumber } from "@ganlens/report";
import { type ReactElement, useLayoutEffect, useRef } from "react";
import { Button, Label, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { useKeyAction } from "../keyboard/use-key-action.ts";
import "./scrubber.css";

/** One of the steps that are there: a slider, buttons to those before and after, and play where the steps can be played. */
export function Scrubber({
  steps,
  step,
  onStep,
  playing,
  onPlay,
  name,
}: {
  readonly steps: readonly number[];
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly playing?: boolean;
  readonly onPlay?: () => void;
  readonly name: string;
}): ReactElement {
  const at = Math.max(0, steps.indexOf(step));
  const last = steps.length - 1;
  const go = (index: number): void => {
    const next = steps[Math.min(last, Math.max(0, index))];
    if (next !== undefined && next !== step) onStep(next);
  };
  useKeyAction("step-back", () => go(at - 1));
  useKeyAction("step-on", () => go(at + 1));
  useKeyAction("leap-back", () => go(at - 10));
  useKeyAction("leap-on", () => go(at + 10));
  const thumb = useRef<HTMLInputElement>(null);
  // The slider counts places; said is the step that stands there. The library has its own words, so they come after it.
  useLayoutEffect(() => {
    thumb.current?.setAttribute(
      "aria-valuetext",
      `step ${formatNumber(step)} of ${formatNumber(steps[last] ?? 0)}`,
    );
  });
  const jump = (by: number): ReactElement => {
    const isEnd = by < 0 ? at === 0 : at === last;
    const [one, many] = by < 0 ? ["Earlier", "earlier"] : ["Later", "later"];
    const words = Math.abs(by) === 1 ? one : `${Math.abs(by)} ${many}`;
    const target = steps[Math.min(last, Math.max(0, at + by))] ?? step;
    return (
      // For a pointer that rests on the button, which shows no title of its own.
      <span title={isEnd ? undefined : `to step ${formatNumber(target)}`}>
        <Button
          className="button small"
          isDisabled={isEnd}
          onPress={() => go(at + by)}
          aria-label={isEnd ? words : `${words}, to step ${formatNumber(target)}`}
        >
          {words}
        </Button>
      </span>
    );
  };
  return (
    <div className="scrubber">
      {onPlay !== undefined && (
        <Button className="button scrubber-play" onPress={onPlay} isDisabled={last < 1}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="currentColor">
            {playing ? <path d="M3 2h4v12H3zM9 2h4v12H9z" /> : <path d="M3 1.5v13l11-6.5z" />}
          </svg>
          {playing ? "Pause" : "Play"}
        </Button>
      )}
      <div className="scrubber-jumps">
        {jump(-10)}
        {jump(-1)}
        {jump(1)}
        {jump(10)}
      </div>
      <Slider
        className="slider scrubber-slider"
        minValue={0}
        maxValue={Math.max(1, last)}
        value={at}
        onChange={(value) => go(value as number)}
        isDisabled={last < 1}
      >
        <Label>{name}</Label>
        <span className="slider-value">
          {formatNumber(step)} <span className="muted">of {formatNumber(steps[last] ?? 0)}</span>
        </span>
        <SliderTrack className="slider-track">
          <SliderThumb className="slider-thumb" inputRef={thumb} />
        </SliderTrack>
      </Slider>
    </div>
  );
}
