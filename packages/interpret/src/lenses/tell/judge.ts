import type { NdArray, Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { flatBackground } from "../../properties/flat-background.ts";
import { type PropertyDifference, propertyDifferences } from "../../properties/property-differences.ts";
import { propertyValues } from "../../properties/property-values.ts";
import type { StandardisedDifference } from "../../properties/standardised-difference.ts";
import { type ClassifierTest, crossFittedClassifier } from "./cross-fitted-classifier.ts";
import { byEffect, type PlaceDifference, placeDifferences } from "./place-differences.ts";
import { besideEachOther, type Reading, readingOf } from "./reading.ts";
import { alarm } from "./statements.ts";

/** Whether images can be told from real ones, and by what is read of them. */
export interface ApartJudgement {
  readonly reading: Reading;
  /** What decides: code and residual together. */
  readonly both: ClassifierTest;
  readonly code: ClassifierTest;
  readonly residual: ClassifierTest;
  readonly isApart: boolean;
}

/** Which properties differ. */
export interface PropertyJudgement {
  readonly n: number;
  readonly differences: readonly PropertyDifference[];
  /** Those that differ by more than chance and by at least a fifth of a spread, the most first. */
  readonly found: readonly PropertyDifference[];
  /** Of those that a sentence may name the one that differs most; none where one that it may not name differs far more. */
  readonly named: PropertyDifference | undefined;
  /** Whether real images have a flat background; without one, properties of ink are left out. */
  readonly hasInk: boolean;
}

/** Where in the image brightness differs. */
export interface PlaceJudgement {
  readonly n: number;
  readonly differences: readonly PlaceDifference[];
  /** Parts that differ by more than chance and by at least a fifth of a spread, the most first. */
  readonly found: readonly PlaceDifference[];
  /** The first of them, if it differs twice as much as every other part: what is everywhere is in no place. */
  readonly most: PlaceDifference | undefined;
}

/** Compares sets of images with the same real ones. */
export interface Judge {
  /** How real images are read. */
  readonly real: Reading;
  apart(images: NdArray): Promise<ApartJudgement>;
  properties(images: NdArray): PropertyJudgement;
  places(images: NdArray): PlaceJudgement;
}

/** A fifth of a spread: less is a small difference by any standard, and hardly gives an image away. */
const leastEffect = 0.2;
/** What has no name of its own follows from what has one, unless it differs by so many times as much. */
const farMore = 2;
/** A place is named where it differs by so many times as much as every other one. */
const standsOut = 2;
/** Permutations of the sides: enough for p = .01 to stand three times above the least p that there is. */
const permutations = 299;
/** Where only the interval needs them. */
const fewer = 49;

/**
 * Compares images with real ones, as many: by a classifier of what an autoencoder keeps of them and leaves over, and by named
 * properties.
 *
 * @param autoencoder that has seen neither those real images nor what is compared with them
 * @param known `[n, height, width, channels]`; what is compared has the same shape
 */
export async function judgeOf({
  autoencoder,
  known,
  random,
}: {
  readonly autoencoder: tf.LayersModel;
  readonly known: NdArray;
  readonly random: Random;
}): Promise<Judge> {
  const n = known.shape[0] as number;
  const real = await readingOf(autoencoder, known);
  const background = flatBackground(known);
  const ofReal = propertyValues(known, background);
  const differs = ({ effect, pValue }: StandardisedDifference): boolean =>
    pValue <= alarm && Math.abs(effect) >= leastEffect;
  const test = (generated: NdArray, other: NdArray, drawn: number): ClassifierTest =>
    crossFittedClassifier({ generated, real: other, random, permutations: drawn });
  return {
    real,
    async apart(images) {
      const reading = await readingOf(autoencoder, images);
      const both = test(besideEachOther(reading), besideEachOther(real), permutations);
      return {
        reading,
        both,
        code: test(reading.code, real.code, fewer),
        residual: test(reading.residual, real.residual, fewer),
        isApart: both.pValue <= alarm,
      };
    },
    properties(images) {
      const differences = propertyDifferences(propertyValues(images, background), ofReal);
      const found = byEffect(differences.filter(differs));
      const named = found.find(({ property }) => property.named);
      const most = Math.abs(found[0]?.effect ?? 0);
      return {
        n,
        differences,
        found,
        named: most > farMore * Math.abs(named?.effect ?? 0) ? undefined : named,
        hasInk: background !== undefined,
      };
    },
    places(images) {
      const differences = placeDifferences(images, known);
      const found = byEffect(differences.filter(differs));
      const [first = 0, next = 0] = byEffect(differences).map(({ effect }) => Math.abs(effect));
      return { n, differences, found, most: first >= standsOut * next ? found[0] : undefined };
    },
  };
}
