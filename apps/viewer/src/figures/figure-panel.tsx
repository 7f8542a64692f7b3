import { type Figure, type LensResult, runLayout } from "@ganlens/core";
import { type ReactElement, useId, useMemo, useState } from "react";
import { EvidenceList } from "../panels/evidence-list.tsx";
import { usePicture } from "../run/use-file-url.ts";
import { useRun } from "../run/use-run.ts";
import { useAnnouncer } from "../shell/use-announcer.tsx";
import { useView } from "../state/use-view.ts";
import { ChosenPoint } from "./chosen-point.tsx";
import { Drawing, type Reading } from "./drawing.tsx";
import { type FigurePoint, figurePoints, labelledImages } from "./figure-points.ts";
import { NumbersTable } from "./numbers-table.tsx";
import "./figure-panel.css";

type Behind = "numbers" | "evidence" | null;

/** One figure of a lens: drawing and caption, with the numbers and the evidence one click away. */
export function FigurePanel({
  figure,
  result,
}: {
  readonly figure: Figure;
  readonly result: LensResult;
}): ReactElement {
  const id = useId();
  const [behind, setBehind] = useState<Behind>(null);
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const { primary, pinned } = state.selection;
  const points = useMemo(() => figurePoints(figure, labelledImages(result)), [figure, result]);
  const pictured = useMemo(() => points.filter(({ item }) => item !== undefined), [points]);
  const chosen = primary === null ? undefined : pictured.find(({ item }) => item === primary);
  const choose = ({ item, name, values }: FigurePoint): void => {
    if (item === undefined) return;
    store.change({ selection: { ids: [item], primary: item, pinned } });
    announcer.say(`Its image is shown below the figure: ${name}, ${values}`);
  };
  const hint = ({ item }: FigurePoint): string | null =>
    item === undefined ? null : item === primary ? "its image is below" : "choose it to see its image";
  const read: Reading | undefined =
    points.length === 0 ? undefined : { points, along: "both", onChoose: choose, hint };
  const toggle = (name: Exclude<Behind, null>) => ({
    type: "button" as const,
    className: "button small",
    "aria-expanded": behind === name,
    "aria-controls": `${id}-behind`,
    onClick: () => setBehind(behind === name ? null : name),
  });
  return (
    <figure className="figure-panel" aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`}>{figure.title}</h3>
      {figure.kind === "image-grid" ? (
        <GridDrawing figure={figure} result={result} id={`${id}-drawing`} />
      ) : (
        <Drawing figure={figure} id={`${id}-drawing`} room={320} read={read} />
      )}
      {chosen?.item !== undefined ? (
        <ChosenPoint id={chosen.item} point={chosen} />
      ) : (
        pictured.length > 0 && (
          <p className="note">
            {pictured.length === points.length ? "Each point" : "A point with a ring"} has its image in this
            run: choose it to see the image.
          </p>
        )
      )}
      <figcaption>{figure.caption}</figcaption>
      <p className="figure-buttons">
        {figure.kind !== "table" && (
          <button {...toggle("numbers")}>
            Numbers<span className="visually-hidden"> of {figure.title}</span>
          </button>
        )}
        <button {...toggle("evidence")}>
          Evidence<span className="visually-hidden"> for {figure.title}</span>
        </button>
      </p>
      <div id={`${id}-behind`}>
        {behind === "numbers" && <NumbersTable figure={figure} />}
        {behind === "evidence" && <EvidenceList result={result} />}
      </div>
    </figure>
  );
}

function GridDrawing({
  figure,
  result,
  id,
}: {
  readonly figure: Extract<Figure, { kind: "image-grid" }>;
  readonly result: LensResult;
  readonly id: string;
}): ReactElement {
  const { files } = useRun();
  const shown = usePicture(files, `${runLayout.lens(result)}/${figure.image}`);
  const picture = shown.state === "ready" ? shown.picture : null;
  const image = useMemo(
    () =>
      picture === null ? undefined : { href: picture.url, width: picture.width, height: picture.height },
    [picture],
  );
  const rows = Math.ceil(figure.tiles.length / figure.columns);
  const room = Math.min(560, rows * 64);
  if (shown.state === "missing")
    return <p className="note left-out">The picture cannot be shown: {shown.reason}</p>;
  const [height, width] = figure.tileSize;
  const tooSmall =
    picture !== null &&
    (picture.width < width * Math.min(figure.columns, figure.tiles.length) || picture.height < height * rows);
  if (tooSmall) return <p className="note left-out">The picture is smaller than its tiles need.</p>;
  return image === undefined ? (
    <div style={{ minHeight: room }} />
  ) : (
    <Drawing figure={figure} id={id} image={image} room={room} />
  );
}
