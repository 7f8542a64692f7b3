import type { ReactElement } from "react";
import { useView } from "../state/use-view.ts";

/** One step back and forth, for those without a keyboard. */
export function UndoButtons(): ReactElement {
  const { store } = useView();
  return (
    <>
      <button
        type="button"
        className="button quiet small"
        aria-label="Undo"
        disabled={!store.canUndo}
        onClick={() => store.undo()}
      >
        <Arrow />
      </button>
      <button
        type="button"
        className="button quiet small"
        aria-label="Do again"
        disabled={!store.canRedo}
        onClick={() => store.redo()}
      >
        <Arrow mirrored />
      </button>
    </>
  );
}

function Arrow({ mirrored = false }: { readonly mirrored?: boolean }): ReactElement {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
    >
      <g transform={mirrored ? "matrix(-1 0 0 1 16 0)" : undefined}>
        <path d="M6 2.5L2.5 6L6 9.5M2.5 6h7a4 4 0 0 1 0 8H6" />
      </g>
    </svg>
  );
}
