import { formatNumber } from "@ganlens/report";
import { type ReactElement, useMemo } from "react";
import type { UsedLook } from "../engine/use-look.ts";
import { type ShownItem, useItem } from "../items/use-item.ts";
import { placeShape } from "../run/subject-facts.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { mostPinned } from "../state/view-state.ts";
import { PixelCanvas } from "./pixel-canvas.tsx";
import { difference, differenceEnd, meanSquared } from "./pixels.ts";
import "./compare.css";

/**
 * What is looked at, with its reconstruction where an autoencoder is there, beside everything that is pinned and the signed
 * differences from it; nothing where there is nothing to put beside it.
 */
export function Compare({
  primary,
  used,
  alone = false,
  pin,
}: {
  readonly primary: string | null;
  readonly used: UsedLook;
  /** Whether what is looked at is shown with its reconstruction while nothing is pinned. */
  readonly alone?: boolean;
  /** Pins what is looked at, where the panel has a button for it. */
  readonly pin?: () => void;
}): ReactElement | null {
  const { state } = useView();
  const { pinned } = state.selection;
  const shows = pinned.length > 0 || (alone && used.network !== null && primary !== null);
  const first = useItem(shows ? primary : null, used);
  if (!shows) return null;
  const one = first.item;
  return (
    <section className="compare" aria-labelledby="compare-name">
      <div className="compare-head">
        <h3 id="compare-name">{pinned.length > 0 ? "Beside what is pinned" : "Beside its reconstruction"}</h3>
        {pin !== undefined && primary !== null && !pinned.includes(primary) && (
          <button type="button" className="button small" onClick={pin} disabled={pinned.length >= mostPinned}>
            Pin<span className="visually-hidden"> what is looked at</span>
          </button>
        )}
      </div>
      {first.problem !== null && <p className="problem">{first.problem}</p>}
      <div className="compare-row">
        <Side name="Looked at" item={one} />
        {one?.reconstruction !== undefined && <Reconstruction item={one} data={one.reconstruction} />}
        {pinned.map((id, at) => (
          <Pinned
            key={id}
            id={id}
            name={pinned.length === 1 ? "Pinned" : `Pinned ${at + 1}`}
            one={one}
            used={used}
          />
        ))}
      </div>
    </section>
  );
}

function Side({
  name,
  item,
  children,
}: {
  readonly name: string;
  readonly item: ShownItem | null;
  readonly children?: React.ReactNode;
}): ReactElement {
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
        {children}
      </figcaption>
    </figure>
  );
}

/** What the autoencoder makes of what is looked at, and how far that is from it. */
function Reconstruction({
  item,
  data,
}: {
  readonly item: ShownItem;
  readonly data: Float32Array;
}): ReactElement {
  return (
    <>
      <figure>
        <PixelCanvas data={data} shape={item.shape} label={`Reconstruction of ${item.title}`} />
        <figcaption>
          Its reconstruction
          {item.error !== undefined && <small>mean squared error {formatNumber(item.error)}</small>}
        </figcaption>
      </figure>
      <Difference one={item.image} other={data} shape={item.shape} label="Looked at minus its reconstruction">
        Difference
      </Difference>
    </>
  );
}

function Pinned({
  id,
  name,
  one,
  used,
}: {
  readonly id: string;
  readonly name: string;
  readonly one: ShownItem | null;
  readonly used: UsedLook;
}): ReactElement {
  const { store, state } = useView();
  const { selection } = state;
  const { item, problem } = useItem(id, used);
  const isOther = one !== null && one.id !== id;
  const unpin = (): void =>
    store.change({ selection: { ...selection, pinned: selection.pinned.filter((each) => each !== id) } });
  return (
    <>
      <Side name={name} item={item}>
        {item?.error !== undefined && <small>reconstruction error {formatNumber(item.error)}</small>}
        {problem !== null && <small className="failed">{problem}</small>}
        <button type="button" className="button small" onClick={unpin}>
          Unpin<span className="visually-hidden"> {item?.title ?? name}</span>
        </button>
      </Side>
      {isOther && item !== null && one.image.length === item.image.length && (
        <Difference
          one={one.image}
          other={item.image}
          shape={one.shape}
          label={`Looked at minus ${name.toLowerCase()}`}
        >
          Difference
          <small>mean square {formatNumber(meanSquared(one.image, item.image))}</small>
        </Difference>
      )}
    </>
  );
}

function Difference({
  one,
  other,
  shape,
  label,
  children,
}: {
  readonly one: Float32Array;
  readonly other: Float32Array;
  readonly shape: readonly number[];
  readonly label: string;
  readonly children: React.ReactNode;
}): ReactElement {
  const signed = useMemo(() => difference(one, other), [one, other]);
  return (
    <figure>
      <PixelCanvas data={signed} shape={shape} mode="difference" label={label} />
      <figcaption>
        {children}{" "}
        <small>
          from −{differenceEnd} to {differenceEnd}
        </small>
      </figcaption>
    </figure>
  );
}
