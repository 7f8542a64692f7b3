import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { stepName } from "../../run/read-run.ts";
import { usePicture } from "../../run/use-file-url.ts";
import { useRun } from "../../run/use-run.ts";

/** The newest grid of generated samples. */
export function LatestSamples(): ReactElement {
  const { files, sampleSteps } = useRun();
  const step = sampleSteps.at(-1) ?? 0;
  const shown = usePicture(files, `samples/${stepName(step)}.png`);
  return (
    <figure className="latest">
      <div className="latest-frame">
        {shown.state === "ready" && (
          <img
            className="pixels"
            src={shown.picture.url}
            width={shown.picture.width}
            height={shown.picture.height}
            alt={`Grid of generated samples at step ${step}`}
          />
        )}
        {shown.state === "missing" && <p className="note">{shown.reason}</p>}
      </div>
      <figcaption className="note">
        Generated from the same fixed points after step {formatNumber(step)}.
      </figcaption>
    </figure>
  );
}
