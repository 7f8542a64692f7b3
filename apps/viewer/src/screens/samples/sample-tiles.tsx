import { formatNumber } from "@ganlens/report";
import { type ReactElement, useMemo } from "react";
import { ItemGrid } from "../../panels/item-grid.tsx";
import { PixelCanvas } from "../../panels/pixel-canvas.tsx";
import type { SampleOrder } from "../../state/view-state.ts";
import { ordered, type Sample } from "./use-drawn-samples.ts";

/** Samples in a grid, each with the error of its reconstruction beneath. */
export function SampleTiles({
  name,
  samples,
  count,
  shape,
  order,
}: {
  readonly name: string;
  readonly samples: readonly Sample[] | null;
  /** Places that are kept until the samples are there. */
  readonly count: number;
  readonly shape: readonly number[];
  readonly order: SampleOrder;
}): ReactElement {
  const items = useMemo(() => {
    if (samples === null) return [];
    return ordered(samples, order).map(({ id, label, image, error }) => {
      const words = error === null ? "" : formatNumber(error, { significant: 2 });
      return {
        id,
        label: `${label}${error === null ? "" : `, error ${words}`}`,
        content: (
          <>
            <PixelCanvas data={image} shape={shape} label="" />
            <span className="tile-error">{words}</span>
          </>
        ),
      };
    });
  }, [samples, order, shape]);
  if (shape.length !== 3) return <p className="note">These samples are not images.</p>;
  if (samples === null) {
    return (
      <div className="sample-tiles" aria-hidden="true">
        {Array.from({ length: count }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places without a name
          <div key={at}>
            <PixelCanvas data={null} shape={shape} label="" />
            <span className="tile-error">&nbsp;</span>
          </div>
        ))}
      </div>
    );
  }
  return <ItemGrid items={items} name={name} className="sample-tiles" />;
}
