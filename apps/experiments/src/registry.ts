import type { Experiment } from "./experiment.ts";
import { compressionVerdicts } from "./experiments/compression-verdicts.ts";
import { coverageVerdicts } from "./experiments/coverage-verdicts.ts";
import { distanceVerdicts } from "./experiments/distance-verdicts.ts";
import { identifiabilityVerdicts } from "./experiments/identifiability-verdicts.ts";
import { memorisationVerdicts } from "./experiments/memorisation-verdicts.ts";
import { reconstructionVerdicts } from "./experiments/reconstruction-verdicts.ts";
import { shareIntervalCoverage } from "./experiments/share-interval-coverage.ts";
import { tellVerdicts } from "./experiments/tell-verdicts.ts";
import { domainAdaptation } from "./experiments/training/domain-adaptation.ts";
import { littleData } from "./experiments/training/little-data.ts";
import { ownPictures } from "./experiments/training/own-pictures.ts";
import { plantedGap } from "./experiments/training/planted-gap.ts";
import { pointModes } from "./experiments/training/point-modes.ts";
import { presetsReach } from "./experiments/training/presets-reach.ts";
import { stackedDigits } from "./experiments/training/stacked-digits.ts";
import { vanishingGradients } from "./experiments/training/vanishing-gradients.ts";
import { usefulnessVerdicts } from "./experiments/usefulness-verdicts.ts";

/** All experiments that `pnpm experiment NAME` knows, in the order in which their tables stand. */
export const experiments: readonly Experiment[] = [
  shareIntervalCoverage,
  distanceVerdicts,
  reconstructionVerdicts,
  compressionVerdicts,
  identifiabilityVerdicts,
  memorisationVerdicts,
  coverageVerdicts,
  tellVerdicts,
  usefulnessVerdicts,
  presetsReach,
  vanishingGradients,
  domainAdaptation,
  littleData,
  ownPictures,
  plantedGap,
  pointModes,
  stackedDigits,
];
