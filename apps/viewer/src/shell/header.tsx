import type { ReactElement } from "react";
import type { OpenRun } from "../run/open-run.ts";
import { screenTable } from "../screens/screen-table.ts";
import { hashOf } from "../state/hash.ts";
import { useView } from "../state/use-view.ts";
import { screens } from "../state/view-state.ts";
import { BackendBadge } from "./backend-badge.tsx";
import { KeyHelp } from "./key-help.tsx";
import { RunState } from "./run-state.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { UndoButtons } from "./undo-buttons.tsx";

/** Name and state of the run, the screens, and the page's own settings. */
export function Header({
  contents,
  close,
}: {
  readonly contents: OpenRun | null;
  readonly close: (() => void) | null;
}): ReactElement {
  const { store, state } = useView();
  return (
    <header className="header">
      <div className="header-name">
        <h1>
          <span className="brand">ganlens</span>
          {contents !== null && (
            <span className="run-name">{contents.record?.name ?? contents.files.location}</span>
          )}
        </h1>
        {contents !== null && <RunState contents={contents} />}
      </div>
      <div className="header-tools">
        <BackendBadge />
        {close !== null && (
          <button type="button" className="button quiet small" onClick={close}>
            Close run
          </button>
        )}
        {contents !== null && <UndoButtons />}
        <ThemeToggle />
        <KeyHelp />
      </div>
      {contents !== null && (
        <nav aria-label="Screens">
          <ul>
            {screens.map((screen) => (
              <li key={screen}>
                <a
                  href={`#${hashOf({ ...state, screen })}`}
                  aria-current={screen === state.screen ? "page" : undefined}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    store.change({ screen });
                    window.scrollTo({ top: 0 });
                  }}
                >
                  {screenTable[screen].title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}
