import { formatNumber } from "@ganlens/report";
import { memo, type ReactElement } from "react";
import { Label, Slider, SliderThumb, SliderTrack, ToggleButton } from "react-aria-components";

import type { SliderRange } from "../../engine/slider-range.ts";

/** What a slider does; always the same functions. */
export interface SliderHands {
  readonly move: (direction: number, value: number) => void;
  readonly lock: (direction: number) => void;
  readonly choose: (direction: number) => void;
}

interface DirectionSliderProps {
  readonly direction: number;
  readonly name: string;
  readonly note: string;
  /** `null` until it is known. */
  readonly value: number | null;
  readonly range: SliderRange;
  readonly isActive: boolean;
  readonly isMoved: boolean;
  readonly isLocked: boolean;
  readonly hands: SliderHands;
}

/** One direction: where the point lies along it, and a lock. */
export const DirectionSlider: React.NamedExoticComponent<DirectionSliderProps> = memo(
  function DirectionSlider({
    direction,
    name,
    note,
    value,
    range,
    isActive,
    isMoved,
    isLocked,
    hands,
  }: DirectionSliderProps): ReactElement {
    const { low, high, step, decimals } = range;
    return (
      <div className="direction" data-active={isActive || undefined} data-moved={isMoved || undefined}>
        <Slider
          className="slider"
          minValue={low}
          maxValue={high}
          step={step}
          value={Math.min(high, Math.max(low, value ?? 0))}
          onChange={(next) => {
            hands.choose(direction);
            hands.move(direction, next as number);
          }}
          isDisabled={value === null}
        >
          <Label>
            {name} <span className="muted direction-note">{note}</span>
          </Label>
          <span className="slider-value">{value === null ? "" : formatNumber(value, { decimals })}</span>
          <SliderTrack className="slider-track">
            <SliderThumb className="slider-thumb" onFocusChange={(on) => on && hands.choose(direction)} />
          </SliderTrack>
        </Slider>
        <ToggleButton
          className="button quiet small"
          isSelected={isLocked}
          onChange={() => hands.lock(direction)}
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
            <rect x="3" y="7" width="10" height="7" rx="1" fill={isLocked ? "currentColor" : "none"} />
            <path d={isLocked ? "M5 7V5a3 3 0 0 1 6 0v2" : "M5 7V5a3 3 0 0 1 5.8-1"} />
          </svg>
        </ToggleButton>
      </div>
    );
  },
);
