import { type ReactElement, useRef, useSyncExternalStore } from "react";
import { keyTable } from "../keyboard/key-table.ts";
import { useKeyAction, useKeys } from "../keyboard/use-key-action.ts";
import { Scroll } from "../panels/scroll.tsx";

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
};

/** The list of keys, behind a button and `?`. */
export function KeyHelp(): ReactElement {
  const keys = useKeys();
  const single = useSyncExternalStore(keys.subscribe, keys.single);
  const dialog = useRef<HTMLDialogElement>(null);
  const toggle = (): void => {
    if (dialog.current?.open) dialog.current.close();
    else dialog.current?.showModal();
  };
  useKeyAction("help", toggle);
  return (
    <>
      <button type="button" className="button quiet small" onClick={toggle} aria-haspopup="dialog">
        <kbd>?</kbd> <span className="key-help-word">Keys</span>
      </button>
      <dialog ref={dialog} className="key-help" aria-labelledby="key-help-name">
        <div className="key-help-head">
          <h2 id="key-help-name">Keys</h2>
          <button type="button" className="button small" onClick={toggle}>
            Close
          </button>
        </div>
        <label className="field check">
          <input
            type="checkbox"
            checked={single}
            onChange={(event) => keys.setSingle(event.target.checked)}
          />
          Use keys without Ctrl or Alt
        </label>
        <Scroll name="List of keys">
          <table>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">What it does</th>
                <th scope="col">Keys</th>
              </tr>
            </thead>
            <tbody>
              {keyTable.map(({ action, keys: pressed, about, single: alone }) => (
                <tr key={action} className={alone && !single ? "off" : undefined}>
                  <th scope="row">{about}</th>
                  <td>
                    {pressed.map((each, at) => (
                      <span key={each}>
                        {at > 0 && " or "}
                        <KeyNames keys={each} />
                      </span>
                    ))}
                    {alone && !single && <span className="muted"> (off)</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </dialog>
    </>
  );
}

function KeyNames({ keys }: { readonly keys: string }): ReactElement {
  const parts = keys === " " ? [" "] : keys.split(/[ +](?=.)/);
  return (
    <>
      {parts.map((part, at) => (
        <span key={part}>
          {at > 0 && " "}
          <kbd>{names[part] ?? (part.length === 1 ? part.toUpperCase() : part)}</kbd>
        </span>
      ))}
    </>
  );
}
