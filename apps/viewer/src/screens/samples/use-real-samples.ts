import { useEffect, useState } from "react";
import { useEngine } from "../../engine/use-engine.ts";
import type { UsedLook } from "../../engine/use-look.ts";
import { imageShape } from "../../run/subject-facts.ts";
import { useRun } from "../../run/use-run.ts";
import { type RealImage, realImages } from "./real-images.ts";
import type { Sample } from "./use-drawn-samples.ts";

/** The real images of the run, with their reconstruction errors as soon as these are there; `null` until they are read. */
export function useRealSamples({ look }: UsedLook): readonly Sample[] | null {
  const contents = useRun();
  const { engine, status } = useEngine();
  const [images, setImages] = useState<readonly RealImage[] | null>(null);
  const [errors, setErrors] = useState<Float32Array | null>(null);
  useEffect(() => {
    let gone = false;
    void realImages(contents).then((read) => {
      if (!gone) setImages(read);
    });
    return () => {
      gone = true;
    };
  }, [contents]);
  const ready = status.state === "ready";
  const lookKey = JSON.stringify(look);
  // The look is compared by what it says.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const shape = imageShape(contents);
    if (images === null || images.length === 0 || look === undefined || !ready || shape === null) return;
    let gone = false;
    const size = images[0]?.image.length ?? 0;
    const all = new Float32Array(images.length * size);
    for (const [at, { image }] of images.entries()) all.set(image, at * size);
    engine.ask("look", { images: all, count: images.length, shape, look }, [all.buffer]).then(
      (seen) => {
        if (!gone) setErrors(seen.errors ?? null);
      },
      () => {
        if (!gone) setErrors(null);
      },
    );
    return () => {
      gone = true;
    };
  }, [images, lookKey, ready, engine]);
  return (
    images?.map(({ id, label, image }, at) => ({ id, label, image, error: errors?.[at] ?? null })) ?? null
  );
}
