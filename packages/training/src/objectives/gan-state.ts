import { adaptationStart, adaptProbability } from "../augmentation/adaptive/adapt-probability.ts";
import type { AugmentationConfig } from "../augmentation/augmentation-config.ts";
import type { StateBag } from "../engine/state-bag.ts";
import { type GanRegulariserConfig, ganRegulariserOf } from "../gan-regularisers/gan-regularisers.ts";

/** What of a GAN's configuration remembers something between steps. */
export interface Remembering {
  readonly augmentation?: AugmentationConfig | undefined;
  readonly regularisers: readonly GanRegulariserConfig[];
}

/** Whether there is anything to remember. */
export function remembers({ augmentation, regularisers }: Remembering): boolean {
  return (
    augmentation?.kind === "adaptive" ||
    regularisers.some((each) => ganRegulariserOf(each).start !== undefined)
  );
}

/** What is remembered before the first step: by adaptive augmentation, and by each regulariser. */
export function ganStateStart({ augmentation, regularisers }: Remembering): StateBag {
  return {
    numbers: Object.assign(
      {},
      augmentation?.kind === "adaptive" ? adaptationStart.numbers : {},
      ...regularisers.map((each) => ganRegulariserOf(each).start ?? {}),
    ),
    arrays: {},
  };
}

/**
 * What is remembered after a step.
 *
 * @param options.parts what the step told
 * @param options.samples real samples of the step, by which adaptive augmentation counts
 */
export function nextGanState(
  state: StateBag,
  {
    augmentation,
    regularisers,
    parts,
    samples,
  }: Remembering & { readonly parts: Readonly<Record<string, number>>; readonly samples: number },
): StateBag {
  const adapted =
    augmentation?.kind === "adaptive"
      ? adaptProbability(state, {
          sign: parts["discriminator/real-sign"] as number,
          images: samples,
          settings: augmentation,
        })
      : state;
  const numbers = regularisers.map((each) => ganRegulariserOf(each).advance?.(each, state.numbers, parts));
  return { ...adapted, numbers: Object.assign({ ...adapted.numbers }, ...numbers) };
}
