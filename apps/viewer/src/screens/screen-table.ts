import type { ComponentType } from "react";
import type { Screen } from "../state/view-state.ts";
import { Latent } from "./latent/latent.tsx";
import { Lenses } from "./lenses/lenses.tsx";
import { Overview } from "./overview/overview.tsx";
import { Samples } from "./samples/samples.tsx";
import { Training } from "./training/training.tsx";

/** Every screen of an open run; a new one is a file and a line here. */
export const screenTable: Readonly<Record<Screen, { readonly title: string; readonly view: ComponentType }>> =
  {
    overview: { title: "Overview", view: Overview },
    training: { title: "Training", view: Training },
    lenses: { title: "Lenses", view: Lenses },
    latent: { title: "Latent", view: Latent },
    samples: { title: "Samples", view: Samples },
  };
