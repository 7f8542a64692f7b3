import { runLayout } from "@ganlens/core";
import { type ReactElement, useMemo } from "react";
import { classesOf } from "../../engine/latent-source.ts";
import { ItemGrid } from "../../panels/item-grid.tsx";
import { classNames, imageShape, stepWords } from "../../run/subject-facts.ts";
import { usePicture } from "../../run/use-file-url.ts";
import { useRun } from "../../run/use-run.ts";

/** Most tiles that can be selected one by one. */
const mostTiles = 1024;

/** The samples of a step: the same fixed points at every step, so that a place can be followed through training. */
export function SampleGrid({ step }: { readonly step: number }): ReactElement {
  const run = useRun();
  const { files, record, sampleSteps } = run;
  const has = sampleSteps.includes(step);
  const shown = usePicture(files, has ? runLayout.sampleGrid(step) : null);
  const picture = shown.state === "ready" ? shown.picture : null;
  const shape = imageShape(run);
  const [height, width] = shape ?? [0, 0];
  const columns = picture === null ? 1 : Math.max(1, Math.floor(picture.width / (width + 1)));
  const rows = picture === null ? 1 : Math.max(1, Math.floor(picture.height / (height + 1)));
  // Where the tiles are is only known where the size of one is.
  const fits =
    shape !== null &&
    picture !== null &&
    columns * rows <= mostTiles &&
    columns * (width + 1) === picture.width;
  const classes = classesOf(record?.subject.latent ?? null);
  const names = classNames(run);
  const items = useMemo(
    () =>
      Array.from({ length: fits ? columns * rows : 0 }, (_, index) => {
        const name = classes === 0 ? undefined : (names[index % classes] ?? index % classes);
        return {
          id: `tile-${index}`,
          label: `Sample ${index + 1}${name === undefined ? "" : `, class ${name}`}`,
        };
      }),
    [fits, columns, rows, classes, names],
  );
  if (!has) return <p className="note">This run has stored no pictures of samples.</p>;
  return (
    <figure className="sample-grid">
      <div className="sample-frame">
        {picture !== null && (
          <img
            className="pixels"
            src={picture.url}
            width={picture.width}
            height={picture.height}
            alt={`Generated samples at step ${step}`}
          />
        )}
        {fits && (
          <ItemGrid
            items={items}
            name={`Samples at step ${step}`}
            className="over-picture"
            style={{
              gridTemplateColumns: `repeat(${columns}, 1fr)`,
              gridTemplateRows: `repeat(${rows}, 1fr)`,
            }}
          />
        )}
        {shown.state === "missing" && <p className="note">{shown.reason}</p>}
      </div>
      <figcaption className="note">
        Generated from the same fixed points {stepWords(run, step)}. Select one, pin it, and compare it with
        others.
      </figcaption>
    </figure>
  );
}
