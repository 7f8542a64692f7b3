import type { LensResult } from "@ganlens/core";
import type { ReactElement } from "react";

/** What an answer belongs to, where that is not the run's newest generator and its own data: said before the answer. */
export function Standing({ result }: { readonly result: LensResult }): ReactElement | null {
  const { against, earlier } = result;
  if (earlier === undefined && against === undefined) return null;
  return (
    <p className="note">
      {earlier !== undefined && `Of step ${earlier}, not of the last one. `}
      {against !== undefined && `Compared with ${against.name}, which are not the run’s own data.`}
    </p>
  );
}
