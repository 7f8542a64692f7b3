import { type ComponentType, lazy } from "react";
import type { Screen } from "../state/view-state.ts";
import { Overview } from "./overview/overview.tsx";

const loaders = {
  training: () => import("./training/training.tsx").then(({ Training }) => ({ default: Training })),
  lenses: () => import("./lenses/lenses.tsx").then(({ Lenses }) => ({ default: Lenses })),
  latent: () => import("./latent/latent.tsx").then(({ Latent }) => ({ default: Latent })),
  samples: () => import("./samples/samples.tsx").then(({ Samples }) => ({ default: Samples })),
};

/** Every screen of an open run; a new one is a file and a line here. The first is there at once, the others follow. */
export const screenTable: Readonly<Record<Screen, { readonly title: string; readonly view: ComponentType }>> =
  {
    overview: { title: "Overview", view: Overview },
    training: { title: "Training", view: lazy(loaders.training) },
    lenses: { title: "Lenses", view: lazy(loaders.lenses) },
    latent: { title: "Latent", view: lazy(loaders.latent) },
    samples: { title: "Samples", view: lazy(loaders.samples) },
  };

/** Fetches all screens, so that going to one takes no time. */
export function fetchScreens(): void {
  for (const load of Object.values(loaders)) load().catch(() => null);
}
