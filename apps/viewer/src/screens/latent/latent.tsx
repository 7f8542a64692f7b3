import type { ReactElement } from "react";

/** To be. */
export function Latent(): ReactElement {
  return <p>Latent</p>;
}
