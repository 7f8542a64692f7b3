import type { ReactElement } from "react";

/** To be. */
export function Training(): ReactElement {
  return <p>Training</p>;
}
