import type { LatentSpec } from "@ganlens/core";
import { useEffect, useMemo } from "react";
import {
  coordinates,
  type Directions,
  drawnPoint,
  inputDirections,
  movedPoint,
} from "../../engine/place-latents.ts";
import { type StoredDirections, useDirections } from "../../engine/use-directions.ts";
import { useEngine } from "../../engine/use-engine.ts";
import { type UsedLook, useLook } from "../../engine/use-look.ts";
import { type UsedNetwork, useGenerator } from "../../engine/use-network.ts";
import { lookName, type PictureQuestion } from "../../engine/use-pictures.ts";
import { stepAt } from "../../run/step-at.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import type { Basis } from "../../state/view-state.ts";

/** Everything that the latent screen shows, from the state and the run. */
export interface LatentView {
  readonly step: number | null;
  readonly generator: UsedNetwork | null;
  readonly latent: LatentSpec | null;
  readonly used: UsedLook;
  readonly stored: StoredDirections | null;
  readonly basis: Basis;
  readonly directions: Directions | null;
  /** The shown point. */
  readonly z: Float32Array | null;
  /** Coordinates of the shown point along the directions. */
  readonly now: readonly number[];
  /** Class in use; `null` where there are none. */
  readonly label: number | null;
  /** What the pictures are to be of. */
  readonly asked: PictureQuestion | null;
}

/** Loads the generator and the autoencoder, and moves the point as the sliders say. */
export function useLatentView(): LatentView {
  const contents = useRun();
  const { state } = useView();
  const { engine } = useEngine();
  useEffect(() => engine.start(), [engine]);

  const { place } = state;
  const step = stepAt(contents.checkpoints, state.step);
  const generator = useGenerator(contents.files, step);
  const latent = generator?.facts?.latent ?? null;
  const used = useLook(contents, state);
  const stored = useDirections(contents.files, latent?.size);

  const inputs = useMemo(() => (latent === null ? null : inputDirections(latent.size)), [latent]);
  const chosen =
    place.basis === "readable" ? stored?.readable : place.basis === "moving" ? stored?.moving : null;
  // Without the lens's directions the sliders move the inputs themselves.
  const directions = stored === null ? null : (chosen ?? inputs);
  const basis = chosen == null ? "inputs" : place.basis;

  const point = useMemo(
    () => (latent === null ? null : drawnPoint(latent, { seed: place.seed, row: place.row })),
    [latent, place.seed, place.row],
  );
  const z = useMemo(
    () => (point === null || directions === null ? null : movedPoint(point.z, directions, place.along)),
    [point, directions, place.along],
  );
  const now = useMemo(
    () => (z === null || directions === null ? [] : coordinates(z, directions)),
    [z, directions],
  );
  const classes = latent?.label?.classes;
  const label = classes === undefined ? null : Math.min(classes - 1, place.label ?? point?.label ?? 0);

  const asked: PictureQuestion | null =
    z === null || generator?.facts == null || generator.problem !== null
      ? null
      : {
          name: `${generator.key} ${label} ${lookName(used.look)} ${z.join(" ")}`,
          question: {
            generator: generator.key,
            z,
            count: 1,
            ...(label === null ? {} : { labels: Int32Array.of(label) }),
            ...(used.look === undefined ? {} : { look: used.look }),
          },
        };
  return { step, generator, latent, used, stored, basis, directions, z, now, label, asked };
}
