import type { ReactElement } from "react";
import { parseItemId } from "../items/item-id.ts";
import { whyNoGenerator } from "../run/subject-facts.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { mostPinned } from "../state/view-state.ts";

/** What is selected, and what can be done with the first of it. */
export function SelectionBar({ pin }: { readonly pin: () => void }): ReactElement {
  const { store, state } = useView();
  const { ids, primary, pinned } = state.selection;
  const item = primary === null ? null : parseItemId(primary);
  const count = ids.length;
  const isPinned = primary !== null && pinned.includes(primary);
  const isFull = !isPinned && pinned.length >= mostPinned;
  const generates = whyNoGenerator(useRun()) === null;
  return (
    <div className="toolbar selection-bar">
      <span className="muted">
        {count === 0
          ? "Nothing is selected."
          : count === 1
            ? "1 selected."
            : `${count} selected; the newest is the one that is pinned, compared and opened.`}
        {isFull && ` ${mostPinned} are pinned, which is all there is room for: unpin one first.`}
      </span>
      <button type="button" className="button" disabled={primary === null || isFull} onClick={pin}>
        {isPinned ? "Unpin" : "Pin"}
      </button>
      {generates && (
        <button
          type="button"
          className="button"
          disabled={item?.kind !== "place"}
          onClick={() => {
            if (item?.kind === "place") store.change({ screen: "latent", place: item.place, locked: [] });
          }}
        >
          Open in Latent
        </button>
      )}
      <button
        type="button"
        className="button"
        disabled={count === 0}
        onClick={() => store.change({ selection: { ids: [], primary: null, pinned } })}
      >
        Clear
      </button>
    </div>
  );
}
