import type { Verdict } from "@ganlens/core";
import type { ReactElement } from "react";

export type Level = Verdict["level"];

/** Problems first: in this order verdicts are read. */
export const levels: readonly Level[] = ["problem", "cannot tell", "note", "good"];

const shapes: Readonly<Record<Level, ReactElement>> = {
  problem: (
    <>
      <rect x="1" y="1" width="14" height="14" />
      <path d="M5 5l6 6M11 5l-6 6" />
    </>
  ),
  "cannot tell": (
    <>
      <path d="M8 .8L15.2 8L8 15.2L.8 8z" />
      <path d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.7q-.8.4-.8 1.2M8 11v.9" />
    </>
  ),
  note: (
    <>
      <rect x="2" y="1" width="12" height="14" rx="1.5" />
      <path d="M5 5h6M5 8h6M5 11h4" />
    </>
  ),
  good: (
    <>
      <circle cx="8" cy="8" r="7" />
      <path d="M4.5 8.3l2.4 2.4 4.6-5" />
    </>
  ),
};

/** How a verdict turned out: each level a shape of its own, and its name in words for those who do not see it. */
export function LevelMark({
  level,
  named = false,
}: {
  readonly level: Level;
  /** True where the words beside it say the level already. */
  readonly named?: boolean;
}): ReactElement {
  return (
    <span className="level-mark" data-level={level}>
      <svg
        viewBox="0 0 16 16"
        width="18"
        height="18"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        {shapes[level]}
      </svg>
      {!named && <span className="visually-hidden">{level}: </span>}
    </span>
  );
}
