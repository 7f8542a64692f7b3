import { type LensResult, lensFolder } from "@ganlens/core";
import type { ReactElement } from "react";
import { hashOf } from "../../state/hash.ts";
import { useView } from "../../state/use-view.ts";
import { lensName } from "./lens-name.ts";

/** The lenses of the run, one of which is shown. */
export function LensPicker({
  lenses,
  shown,
}: {
  readonly lenses: readonly LensResult[];
  readonly shown: LensResult;
}): ReactElement {
  const { store, state } = useView();
  return (
    <nav aria-label="Lenses" className="lens-picker">
      <ul className="chips">
        {lenses.map((result) => (
          <li key={lensFolder(result)}>
            <a
              className="button"
              href={`#${hashOf({ ...state, lens: lensFolder(result) })}`}
              aria-current={result === shown ? "true" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                store.change({ lens: lensFolder(result) });
              }}
            >
              {lensName(result)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
