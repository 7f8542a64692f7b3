import { type LatentSpec, latentSize, vectorParts } from "@ganlens/core";
import { useEffect, useMemo } from "react";
import { chosenSet, type DirectionSet } from "../../engine/direction-sets.ts";
import {
  classesOf,
  type DrawnPoint,
  drawnPoint,
  entryNames,
  type LatentSource,
  latentSpread,
} from "../../engine/latent-source.ts";
import { coordinates, type Directions, inputDirections, movedPoint } from "../../engine/place-latents.ts";
import { type SliderRange, sliderRanges } from "../../engine/slider-range.ts";
import { useEngine } from "../../engine/use-engine.ts";
import { useLatentSource } from "../../engine/use-latent-source.ts";
import { type UsedLook, useLook } from "../../engine/use-look.ts";
import { type UsedNetwork, useGenerator } from "../../engine/use-network.ts";
import { lookName, type PictureQuestion } from "../../engine/use-pictures.ts";
import { stepAt } from "../../run/step-at.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { type Place, singleInputs } from "../../state/view-state.ts";

/** Everything that the latent screen shows, from the state and the run. */
export interface LatentView {
  readonly step: number | null;
  readonly generator: UsedNetwork | null;
  readonly latent: LatentSpec | null;
  readonly used: UsedLook;
  /** Directions that lenses have stored; `null` until they are read. */
  readonly sets: readonly DirectionSet[] | null;
  /** The set that the sliders move along; `null` for single inputs. */
  readonly set: DirectionSet | null;
  /** What the sliders move, as the state names it. */
  readonly basis: string;
  readonly directions: Directions | null;
  /** How far each slider goes; empty until it is known. */
  readonly ranges: readonly SliderRange[];
  /** What each direction is called: "Direction 3", "Input 3", or as the generator's own part. */
  readonly names: readonly string[];
  /** The shown point. */
  readonly z: Float32Array | null;
  /** Coordinates of the shown point along the directions. */
  readonly now: readonly number[];
  /** Class in use; `null` where there are none. */
  readonly label: number | null;
  /** What the pictures are to be of. */
  readonly asked: PictureQuestion | null;
  /** Why no point can be shown. */
  readonly problem: string | null;
}

/** Loads the generator and the autoencoder, and moves the point as the sliders say. */
export function useLatentView(): LatentView {
  const run = useRun();
  const { state } = useView();
  const { engine } = useEngine();
  useEffect(() => engine.start(), [engine]);

  const { place } = state;
  const step = stepAt(run.checkpoints, state.step);
  const generator = useGenerator(run, step);
  const latent = generator?.facts?.latent ?? null;
  const size = latent === null ? 0 : latentSize(latent);
  const used = useLook(run, state);
  const { source, sets, problem } = useLatentSource(run, latent, { size, from: place.from });

  const inputs = useMemo(() => inputDirections(size), [size]);
  const set = useMemo(() => (sets === null ? null : chosenSet(sets, place.basis)), [sets, place.basis]);
  const directions = sets === null ? null : (set?.directions ?? inputs);
  const basis = set?.id ?? singleInputs;
  const ranges = useMemo(
    () => (source === null || directions === null ? [] : sliderRanges(directions, latentSpread(source))),
    [source, directions],
  );
  const names = useMemo(() => {
    if (set === null) return latent === null ? [] : entryNames(latent);
    return Array.from({ length: set.directions.count }, (_, at) => `Direction ${at + 1}`);
  }, [set, latent]);

  const { from, seed, row } = place;
  const point = useMemo(() => pointOf(source, { from, seed, row }), [source, from, seed, row]);
  const z = useMemo(
    () => (point === null || directions === null ? null : movedPoint(point.z, directions, place.along)),
    [point, directions, place.along],
  );
  const now = useMemo(
    () => (z === null || directions === null ? [] : coordinates(z, directions)),
    [z, directions],
  );
  const classes = classesOf(latent);
  const label = classes === 0 ? null : Math.min(classes - 1, place.label ?? point?.label ?? 0);

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
  return {
    step,
    generator,
    latent,
    used,
    sets,
    set,
    basis,
    directions,
    ranges,
    names,
    z,
    now,
    label,
    asked,
    problem,
  };
}

/** The point, where the source has been read that it is of; `null` until then, and where fewer points are stored. */
function pointOf(
  source: LatentSource | null,
  place: Pick<Place, "from" | "seed" | "row">,
): DrawnPoint | null {
  if (source === null || (place.from !== null && source.stored === null)) return null;
  if (place.from !== null && place.row >= (source.stored?.z.shape[0] ?? 0)) return null;
  return drawnPoint(source, place);
}

/** A range that sliders have until the latents are known. */
const unknownRange: SliderRange = { low: -4, high: 4, step: 0.05, decimals: 2 };

/** How far the slider of a direction goes. */
export function rangeOf({ ranges }: LatentView, direction: number): SliderRange {
  return ranges[direction] ?? unknownRange;
}

/** What a direction is called within a sentence. */
export function directionWords(view: LatentView, direction: number): string {
  const name = directionName(view, direction);
  const isOwnName = view.set === null && view.latent !== null && vectorParts(view.latent).length > 1;
  return isOwnName ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** What a direction is called. */
export function directionName({ names, set }: LatentView, direction: number): string {
  return names[direction] ?? `${set === null ? "Input" : "Direction"} ${direction + 1}`;
}
