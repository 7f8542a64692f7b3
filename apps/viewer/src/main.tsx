import "./run/without-eval.ts";
import { createRoot } from "react-dom/client";
import { Engine } from "./engine/engine.ts";
import { EngineContext } from "./engine/use-engine.ts";
import { KeyActions } from "./keyboard/key-actions.ts";
import { KeyContext } from "./keyboard/use-key-action.ts";
import { Announcer } from "./shell/announcer.ts";
import { App } from "./shell/app.tsx";
import { AnnouncerContext } from "./shell/use-announcer.tsx";
import { followAddress } from "./state/address.ts";
import { ViewContext } from "./state/use-view.ts";
import { ViewStore } from "./state/view-store.ts";
import { adoptPalette, storageOf, ThemeStore } from "./theme/theme.ts";
import { ThemeContext } from "./theme/use-theme.ts";
import workerUrl from "./worker/engine-worker.ts?worker&url";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import "./theme/tables.css";

adoptPalette(document);
const theme = new ThemeStore(window);
const store = new ViewStore(() => performance.now());
followAddress(store, window);
const keys = new KeyActions(storageOf(window));
window.addEventListener("keydown", (event) => {
  if (!event.defaultPrevented && keys.press(event)) event.preventDefault();
});
const backend = new URLSearchParams(window.location.search).get("backend") ?? undefined;
const engine = new Engine({ url: new URL(workerUrl, window.location.href), backend });

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <ThemeContext value={theme}>
      <ViewContext value={store}>
        <KeyContext value={keys}>
          <EngineContext value={engine}>
            <AnnouncerContext value={new Announcer()}>
              <App />
            </AnnouncerContext>
          </EngineContext>
        </KeyContext>
      </ViewContext>
    </ThemeContext>,
  );
}
