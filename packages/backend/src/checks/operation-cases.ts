import { activationCases } from "./cases/activation-cases.ts";
import { arithmeticCases } from "./cases/arithmetic-cases.ts";
import { comparisonCases } from "./cases/comparison-cases.ts";
import { convolutionCases } from "./cases/convolution-cases.ts";
import { matrixCases } from "./cases/matrix-cases.ts";
import { normalisationCases } from "./cases/normalisation-cases.ts";
import { poolingCases } from "./cases/pooling-cases.ts";
import { reductionCases } from "./cases/reduction-cases.ts";
import { resizeCases } from "./cases/resize-cases.ts";
import { selectionCases } from "./cases/selection-cases.ts";
import type { OperationCase } from "./operation-case.ts";

/** Every operation that models and losses may use, with the shapes and options where stock tfjs fails. */
export const operationCases: readonly OperationCase[] = [
  ...activationCases,
  ...arithmeticCases,
  ...comparisonCases,
  ...matrixCases,
  ...convolutionCases,
  ...poolingCases,
  ...resizeCases,
  ...selectionCases,
  ...reductionCases,
  ...normalisationCases,
];
