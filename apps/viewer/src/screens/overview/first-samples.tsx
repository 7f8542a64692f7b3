import { type NdArray, readGivenSamples, sizeOf, wordsOf } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import { type ReactElement, useEffect, useState } from "react";
import { PixelCanvas } from "../../panels/pixel-canvas.tsx";
import { useRun } from "../../run/use-run.ts";

const count = 36;

/** The first of the samples that a run was given instead of a generator. */
export function FirstSamples(): ReactElement | null {
  const { files, record } = useRun();
  const subject = record?.subject;
  const [images, setImages] = useState<NdArray | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (subject?.samples === undefined) return;
    let gone = false;
    readGivenSamples(files, subject, { start: 0, end: count }).then(
      ({ x }) => {
        if (!gone) setImages(x);
      },
      (error: unknown) => {
        if (!gone) setProblem(wordsOf(error));
      },
    );
    return () => {
      gone = true;
    };
  }, [files, subject]);
  if (subject?.samples === undefined || subject.shape.length !== 3) return null;
  const size = sizeOf(subject.shape);
  const shown = Math.min(count, subject.samples.count);
  return (
    <figure className="latest">
      {problem === null ? (
        <div
          className="first-samples"
          role="img"
          aria-label={`The first ${shown} of the samples that the run was given`}
        >
          {Array.from({ length: shown }, (_, at) => (
            <PixelCanvas
              // biome-ignore lint/suspicious/noArrayIndexKey: samples have no name but their place
              key={at}
              data={images?.data.subarray(at * size, (at + 1) * size) ?? null}
              shape={subject.shape}
              label=""
            />
          ))}
        </div>
      ) : (
        <p className="note">{problem}</p>
      )}
      <figcaption className="note">
        The first {shown} of {formatNumber(subject.samples.count)} samples that the run was given.
      </figcaption>
    </figure>
  );
}
