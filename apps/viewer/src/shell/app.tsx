import { type ReactElement, Suspense, useEffect } from "react";
import { useKeyAction } from "../keyboard/use-key-action.ts";
import { useOpenedRun } from "../run/use-opened-run.ts";
import { RunContext } from "../run/use-run.ts";
import { fetchScreens, screenTable } from "../screens/screen-table.ts";
import { Welcome } from "../screens/welcome/welcome.tsx";
import { useView } from "../state/use-view.ts";
import { FaultBoundary } from "./fault-boundary.tsx";
import { Header } from "./header.tsx";
import { LiveRegion, useAnnouncer } from "./use-announcer.tsx";
import { useScreenKeys } from "./use-screen-keys.ts";
import "./shell.css";

/** The whole page: a welcome, or the screens of an open run. */
export function App(): ReactElement {
  const { store, state } = useView();
  const { opening, open, close } = useOpenedRun();
  const announcer = useAnnouncer();
  useScreenKeys();
  useKeyAction("undo", () => {
    store.undo();
    announcer.say("Undone");
  });
  useKeyAction("redo", () => {
    store.redo();
    announcer.say("Done again");
  });
  useKeyAction("clear", () => store.change({ selection: { ids: [], primary: null, pinned: [] } }));
  const { title, view: View } = screenTable[state.screen];
  const run = opening.state === "open" ? (opening.contents.record?.name ?? "a run") : null;
  const isOpen = opening.state === "open";
  useEffect(() => {
    if (!isOpen) return;
    // Only once the first view stands.
    const timer = window.setTimeout(fetchScreens, 300);
    return () => window.clearTimeout(timer);
  }, [isOpen]);
  useEffect(() => {
    document.title = run === null ? "ganlens" : `${title} – ${run} – ganlens`;
  }, [title, run]);

  return (
    <div className="shell">
      {/* biome-ignore lint/a11y/useValidAnchor: it leads within the page, whose address belongs to the state */}
      <a className="skip" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <Header
        contents={opening.state === "open" ? opening.contents : null}
        close={opening.state === "open" && !opening.served ? close : null}
      />
      <main id="main" tabIndex={-1}>
        {opening.state === "opening" && <p className="opening muted">Opening…</p>}
        {opening.state === "welcome" && <Welcome open={open} problem={opening.problem} />}
        {opening.state === "open" && (
          <RunContext value={opening.contents}>
            {opening.trouble !== null && (
              <p className="problem" role="status">
                {opening.trouble}
              </p>
            )}
            <h2 className="visually-hidden">{title}</h2>
            <FaultBoundary key={state.screen}>
              <Suspense fallback={<div className="opening" />}>
                <View />
              </Suspense>
            </FaultBoundary>
          </RunContext>
        )}
      </main>
      <LiveRegion />
    </div>
  );
}

/** The address belongs to the state, so the link moves the focus itself. */
function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
