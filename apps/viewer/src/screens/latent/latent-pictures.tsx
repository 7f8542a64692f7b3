import { formatNumber } from "@ganlens/report";
import { type ReactElement, useMemo } from "react";
import { usePictures } from "../../engine/use-pictures.ts";
import { PixelCanvas } from "../../panels/pixel-canvas.tsx";
import { difference, differenceEnd } from "../../panels/pixels.ts";
import { placeShape, stepWords } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import type { LatentView } from "./use-latent-view.ts";

/** The image, its reconstruction, and the signed difference between the two. */
export function LatentPictures({ view }: { readonly view: LatentView }): ReactElement {
  const { asked, used, generator, label, step } = view;
  // Asked for here, so that only the pictures are drawn again when they come.
  const { shown, problem } = usePictures(asked);
  const pictures = shown?.pictures ?? null;
  const run = useRun();
  const shape = pictures?.shape ?? generator?.facts?.shape ?? placeShape(run);
  const signed = useMemo(
    () =>
      pictures?.reconstructions === undefined ? null : difference(pictures.images, pictures.reconstructions),
    [pictures],
  );
  if (shape.length !== 3) {
    return (
      <p className="note">
        This generator makes samples of shape {shape.join(" × ")}, not images; this screen shows images only.
      </p>
    );
  }
  const error = pictures?.errors?.[0];
  const ofClass = label === null ? "" : ` of class ${label}`;
  const when = step === null ? "" : stepWords(run, step);
  return (
    <div
      className="latent-pictures"
      data-alone={used.network === null || undefined}
      aria-busy={pictures === null}
    >
      <figure>
        <PixelCanvas
          data={pictures?.images ?? null}
          shape={shape}
          label={`Generated image${ofClass}${when === "" ? "" : `, generator ${when}`}`}
        />
        <figcaption>Image</figcaption>
      </figure>
      {used.network !== null && (
        <>
          <figure>
            <PixelCanvas
              data={pictures?.reconstructions ?? null}
              shape={shape}
              label={`Its reconstruction from ${used.code ?? "a few"} numbers`}
            />
            <figcaption>Reconstruction</figcaption>
          </figure>
          <figure>
            <PixelCanvas
              data={signed}
              shape={shape}
              mode="difference"
              label="Image minus reconstruction, brighter in one colour, darker in another"
            />
            <figcaption>
              Difference <span className="muted">±{differenceEnd}</span>
            </figcaption>
          </figure>
        </>
      )}
      {problem !== null && <p className="problem latent-numbers">{problem}</p>}
      <p className="latent-numbers muted">
        {error !== undefined && (
          <>
            mean squared error <span className="error-value">{formatNumber(error, { significant: 3 })}</span>
          </>
        )}
        {pictures !== null && (
          <span className="took">computed in {formatNumber(pictures.took, { decimals: 0 })} ms</span>
        )}
      </p>
    </div>
  );
}
