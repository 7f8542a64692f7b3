import type { ReactElement } from "react";
import { useItem } from "../items/use-item.ts";
import { PixelCanvas } from "../panels/pixel-canvas.tsx";
import { usePinKey } from "../panels/use-pin-key.ts";
import { placeShape } from "../run/subject-facts.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { mostPinned } from "../state/view-state.ts";
import type { FigurePoint } from "./figure-points.ts";
import "./chosen-point.css";

/** The image that a point of a figure stands for, what is known of the point, and what can be done with the image. */
export function ChosenPoint({
  id,
  point,
}: {
  readonly id: string;
  readonly point: FigurePoint;
}): ReactElement {
  const run = useRun();
  const { store, state } = useView();
  const { pinned } = state.selection;
  const { item, problem } = useItem(id, alone);
  const pin = usePinKey();
  const isPinned = pinned.includes(id);
  const isFull = !isPinned && pinned.length >= mostPinned;
  return (
    <section className="chosen-point" aria-label="The chosen point">
      <PixelCanvas
        data={item?.image ?? null}
        shape={item?.shape ?? placeShape(run)}
        label={item?.title ?? "The image of the chosen point"}
      />
      <div>
        <p>
          <b>{point.name}</b>
          <br />
          <span className="muted">{point.values}</span>
        </p>
        {problem !== null && <p className="failed">{problem}</p>}
        <p className="figure-buttons">
          <button type="button" className="button small" onClick={pin} disabled={isFull}>
            {isPinned ? "Unpin" : "Pin"}
          </button>
          <button
            type="button"
            className="button small"
            onClick={() => {
              store.change({ screen: "samples" });
              window.scrollTo({ top: 0 });
            }}
          >
            Open in Samples
          </button>
        </p>
      </div>
    </section>
  );
}

/** Nothing is computed for it: the image is there. */
const alone = { look: undefined } as const;
