import { runLayout } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import type { UsedLook } from "../../engine/use-look.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";

/** Which autoencoder looks, and how many numbers it may use. */
export function LookControls({ used }: { readonly used: UsedLook }): ReactElement {
  const { store, state } = useView();
  const { results, autoencoders } = useRun();
  const { network, code, codes, loaded } = used;
  if (network === null) {
    return (
      <p className="note">
        {results.some(({ artifacts }) => artifacts.some(({ type }) => type === "autoencoder"))
          ? "The autoencoders that lenses have trained are not in this folder any more"
          : "No lens has stored an autoencoder in this run"}
        , so there is no reconstruction. <code>ganlens explain --lens reconstruction</code> with the run
        folder trains them.
      </p>
    );
  }
  const kinds = new Set(autoencoders.map(({ learned }) => learned));
  return (
    <div className="look-controls">
      <div className="toolbar">
        <label className="field">
          <span>Looked at by what learned</span>
          <select
            value={network.learned}
            onChange={({ target }) =>
              store.change({ through: target.value === "real" ? "real" : "generated" })
            }
          >
            <option value="real" disabled={!kinds.has("real")}>
              real images
            </option>
            <option value="generated" disabled={!kinds.has("generated")}>
              generated images
            </option>
          </select>
        </label>
        {codes.length > 0 && (
          <label className="field">
            <span>through</span>
            <select
              value={code ?? ""}
              disabled={codes.length === 1}
              onChange={({ target }) => store.change({ code: Number(target.value) })}
            >
              {codes.map((size) => (
                <option key={size} value={size}>
                  {size} numbers
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {loaded?.problem != null && <p className="problem">{loaded.problem}</p>}
      <p className="note hash">
        Autoencoder <code>{runLayout.model(network.model).slice(0, 19)}…</code>, seed {network.seed}
        {network.steps !== undefined && `, ${formatNumber(network.steps)} steps`}
        {state.through !== network.learned && `; none of ${state.through} images is stored`}
      </p>
    </div>
  );
}
