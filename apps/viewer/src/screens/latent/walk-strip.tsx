import { formatNumber } from "@ganlens/report";
import { type ReactElement, useEffect, useMemo, useState } from "react";
import { movedPoint } from "../../engine/place-latents.ts";
import { type PictureQuestion, usePictures } from "../../engine/use-pictures.ts";
import { PixelCanvas } from "../../panels/pixel-canvas.tsx";
import { placeShape } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { directionWords, type LatentView, rangeOf } from "./use-latent-view.ts";
import type { PlaceActions } from "./use-place-actions.ts";
import "./walk-strip.css";

const count = 7;
/** The strip shows this share of the slider's range. */
const share = 0.75;
/** The strip waits until the sliders rest: their own image goes first. */
const rest = 250;

/** The shown point moved along the chosen direction from end to end; a click goes there. */
export function WalkStrip({
  view,
  actions,
  active,
}: {
  readonly view: LatentView;
  readonly actions: PlaceActions;
  readonly active: number;
}): ReactElement | null {
  const { z, directions, generator, label } = view;
  const { low, high, decimals } = rangeOf(view, active);
  const values = useMemo(() => {
    const [middle, end] = [(low + high) / 2, (share * (high - low)) / 2];
    return Array.from({ length: count }, (_, at) =>
      Number((middle + (at / (count - 1) - 0.5) * 2 * end).toFixed(decimals)),
    );
  }, [low, high, decimals]);
  const asked = useMemo((): PictureQuestion | null => {
    if (z === null || directions === null || generator?.facts == null) return null;
    const all = new Float32Array(count * z.length);
    for (const [at, value] of values.entries()) {
      all.set(movedPoint(z, directions, { [String(active)]: value }), at * z.length);
    }
    return {
      name: `${generator.key} ${label} ${all.join(" ")}`,
      question: {
        generator: generator.key,
        z: all,
        count,
        ...(label === null ? {} : { labels: new Int32Array(count).fill(label) }),
      },
    };
  }, [z, directions, generator, label, active, values]);
  const [settled, setSettled] = useState<PictureQuestion | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), rest);
    return () => clearTimeout(timer);
  }, [asked]);
  const { shown } = usePictures(settled);
  const run = useRun();
  const shape = shown?.pictures.shape ?? generator?.facts?.shape ?? placeShape(run);
  if (shape.length !== 3) return null;
  const images = shown?.pictures.images ?? null;
  const size = images === null ? 0 : images.length / count;
  const name = directionWords(view, active);
  return (
    <section className="walk" aria-labelledby="walk-name">
      <h3 id="walk-name">Along {name}</h3>
      <div className="walk-strip">
        {values.map((value, at) => (
          <button
            key={value}
            type="button"
            onClick={() => actions.move(active, value)}
            disabled={images === null}
          >
            <PixelCanvas data={images?.subarray(at * size, (at + 1) * size) ?? null} shape={shape} label="" />
            <span className="visually-hidden">Go to {name} at </span>
            {formatNumber(value, { significant: 2, trim: true })}
          </button>
        ))}
      </div>
    </section>
  );
}
