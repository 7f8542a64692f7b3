import type { LensResult } from "@ganlens/core";
import type { ReactElement } from "react";
import { hashOf } from "../../state/hash.ts";
import { useView } from "../../state/use-view.ts";

/** The lenses of the run, one of which is shown. */
export function LensPicker({
  lenses,
  shown,
}: {
  readonly lenses: readonly LensResult[];
  readonly shown: string;
}): ReactElement {
  const { store, state } = useView();
  return (
    <nav aria-label="Lenses" className="lens-picker">
      <ul className="chips">
        {lenses.map(({ lens }) => (
          <li key={lens}>
            <a
              className="button"
              href={`#${hashOf({ ...state, lens })}`}
              aria-current={lens === shown ? "true" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                store.change({ lens });
              }}
            >
              {lens}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
