/**
 * Where everything lies in a run folder; nothing else spells these paths.
 *
 *     run.json, writer.json, metrics.ndjson, evaluations.ndjson, report.html
 *     samples/step-000500.png            checkpoints/step-000500/{manifest.json, generator/…}
 *                                        checkpoints/.set-aside/step-000500/…
 *     lenses/<lens>/result.json          models/<sha256>/made-from.json
 *     cache/                             subject/  (given samples and latents)
 */
export const runLayout = {
  record: "run.json",
  /** The process that trains the run, while it does. */
  writer: "writer.json",
  metrics: "metrics.ndjson",
  /** What was measured of generated samples while training, one line per evaluation. */
  evaluations: "evaluations.ndjson",
  /** What metrics or evaluations were before lines that could not be read were left out. */
  damagedMetrics: (number: number): string => `metrics-damaged-${number}.ndjson`,
  damagedEvaluations: (number: number): string => `evaluations-damaged-${number}.ndjson`,
  report: "report.html",
  samplesFolder: "samples",
  checkpointsFolder: "checkpoints",
  lensesFolder: "lenses",
  modelsFolder: "models",
  cacheFolder: "cache",
  subjectFolder: "subject",
  sampleGrid: (step: number): string => `samples/${stepName(step)}.png`,
  sampleArrays: (step: number): string => `samples/${stepName(step)}.npz`,
  checkpoint: (step: number): string => `checkpoints/${stepName(step)}`,
  manifest: (step: number): string => `checkpoints/${stepName(step)}/manifest.json`,
  /** What becomes the manifest of a checkpoint once training need not go on from it any more. */
  lightManifest: (step: number): string => `checkpoints/${stepName(step)}/manifest-light.json`,
  /** Checkpoints that training went back behind, until a newer one is saved; a name that no reader is shown. */
  setAsideFolder: "checkpoints/.set-aside",
  setAside: (step: number): string => `checkpoints/.set-aside/${stepName(step)}`,
  lens: (result: LensAt): string => `lenses/${lensFolder(result)}`,
  result: (result: LensAt): string => `lenses/${lensFolder(result)}/result.json`,
  /** Where an answer is made until it is whole; a name that no lens has, and that no reader is shown. */
  unfinishedAnswer: (result: LensAt): string => `lenses/.${lensFolder(result)}`,
  model: (hash: string): string => `models/${hash}`,
  /** What is left of a network whose training was interrupted. */
  unfinished: (hash: string): string => `cache/unfinished/${hash}`,
  madeFrom: (hash: string): string => `models/${hash}/made-from.json`,
} as const;

/** A lens, and what else than the run as it is, beside its own data, it was asked of. */
interface LensAt {
  readonly lens: string;
  readonly against?: { readonly name: string; readonly sha256: string };
  readonly earlier?: number;
}

/**
 * The folder of a lens's answer: the lens's name; behind it the step where it looked at an earlier one than the last, and the
 * start of a hash where it compared with data that are not the run's own.
 */
export function lensFolder({ lens, against, earlier }: LensAt): string {
  const step = earlier === undefined ? "" : `--${stepName(earlier)}`;
  return `${lens}${step}${against === undefined ? "" : `--${against.sha256.slice(0, 12)}`}`;
}

/** `step-000500`: how a step is written in paths. */
export function stepName(step: number): string {
  return `step-${String(step).padStart(6, "0")}`;
}

/** The steps that files `<folder>/step-N<ending>` are of, ascending. */
export function stepsIn(paths: readonly string[], folder: string, ending: string): readonly number[] {
  const steps = paths.flatMap((path) => {
    if (!path.startsWith(`${folder}/step-`) || !path.endsWith(ending)) return [];
    const digits = path.slice(folder.length + 6, path.length - ending.length);
    // Only as they are written: what `step-5` holds would be looked for in `step-000005`.
    const written = /^\d{1,15}$/.test(digits) && stepName(Number(digits)) === `step-${digits}`;
    return written ? [Number(digits)] : [];
  });
  return steps.sort((one, other) => one - other);
}

/** The names of folders directly under `folder` that hold a file of that name; those with a dot in front are being made. */
export function foldersWith(paths: readonly string[], folder: string, file: string): readonly string[] {
  return paths.flatMap((path) => {
    const [top, name, last, ...rest] = path.split("/");
    const isShown = name !== undefined && !name.startsWith(".");
    return top === folder && last === file && rest.length === 0 && isShown ? [name] : [];
  });
}
