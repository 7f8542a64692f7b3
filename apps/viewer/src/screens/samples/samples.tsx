import type { ReactElement } from "react";

/** To be. */
export function Samples(): ReactElement {
  return <p>Samples</p>;
}
