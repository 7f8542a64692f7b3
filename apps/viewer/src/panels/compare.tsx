import { formatNumber } from "@ganlens/report";
import { type ReactElement, useMemo } from "react";
import type { UsedLook } from "../engine/use-look.ts";
import { type ShownItem, useItem } from "../items/use-item.ts";
import { placeShape } from "../run/subject-facts.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { PixelCanvas } from "./pixel-canvas.tsx";
import { difference, differenceEnd, meanSquared } from "./pixels.ts";
import "./compare.css";

/** What is looked at beside what is pinned, and the signed difference; nothing while nothing is pinned. */
export function Compare({
  primary,
  used,
}: {
  readonly primary: string | null;
  readonly used: UsedLook;
}): ReactElement | null {
  const { store, state } = useView();
  const run = useRun();
  const { pinned } = state.selection;
  const kept = useItem(pinned, used);
  const first = useItem(pinned === null ? null : primary, used);
  const [one, other] = [first.item, kept.item];
  const signed = useMemo(
    () =>
      one === null || other === null || one.image.length !== other.image.length
        ? null
        : difference(one.image, other.image),
    [one, other],
  );
  if (pinned === null) return null;
  return (
    <section className="compare" aria-labelledby="compare-name">
      <div className="compare-head">
        <h3 id="compare-name">Beside what is pinned</h3>
        <button
          type="button"
          className="button small"
          onClick={() => store.change({ selection: { ...state.selection, pinned: null } })}
        >
          Unpin
        </button>
      </div>
      {kept.problem !== null && <p className="problem">{kept.problem}</p>}
      <div className="compare-row">
        <Side name="Looked at" item={one} />
        <Side name="Pinned" item={other} />
        <figure>
          <PixelCanvas
            data={signed}
            shape={one?.shape ?? placeShape(run)}
            mode="difference"
            label="Looked at minus pinned"
          />
          <figcaption>
            Difference <span className="muted">±{differenceEnd}</span>
            {signed !== null && one !== null && other !== null && (
              <small>mean square {formatNumber(meanSquared(one.image, other.image))}</small>
            )}
          </figcaption>
        </figure>
      </div>
    </section>
  );
}

function Side({ name, item }: { readonly name: string; readonly item: ShownItem | null }): ReactElement {
  const run = useRun();
  return (
    <figure>
      <PixelCanvas
        data={item?.image ?? null}
        shape={item?.shape ?? placeShape(run)}
        label={`${name}: ${item?.title ?? "nothing yet"}`}
      />
      <figcaption>
        {name}
        <small>{item?.title ?? "nothing is selected"}</small>
        {item?.error !== undefined && <small>reconstruction error {formatNumber(item.error)}</small>}
      </figcaption>
    </figure>
  );
}
