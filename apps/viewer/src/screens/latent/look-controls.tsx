import type { ReactElement } from "react";
import type { UsedLook } from "../../engine/use-look.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";

/** Which autoencoder looks, and how many numbers it may use. */
export function LookControls({ used }: { readonly used: UsedLook }): ReactElement {
  const { store, state } = useView();
  const { lenses, networks } = useRun();
  const { network, code, codes, loaded } = used;
  if (network === null) {
    return (
      <p className="note">
        {lenses.some(({ evidence }) => evidence.some(({ models = [] }) => models.length > 0))
          ? "The autoencoders that lenses have trained are not in this folder any more"
          : "No lens has stored an autoencoder in this run"}
        , so there is no reconstruction. <code>ganlens explain</code> trains them.
      </p>
    );
  }
  const kinds = new Set(networks.map(({ learned }) => learned));
  return (
    <div className="look-controls">
      <div className="toolbar">
        <label className="field">
          <span>Looked at by what learned</span>
          <select
            value={network.learned === "real images" ? "real" : "generated"}
            onChange={({ target }) =>
              store.change({ through: target.value === "real" ? "real" : "generated" })
            }
          >
            <option value="real" disabled={!kinds.has("real images")}>
              real images
            </option>
            <option value="generated" disabled={!kinds.has("generated images")}>
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
        Autoencoder <code>models/{network.hash.slice(0, 12)}…</code>, seed {network.seed}, {network.steps}{" "}
        steps
        {state.through === "real" && network.learned !== "real images" && "; none of real images is stored"}
      </p>
    </div>
  );
}
