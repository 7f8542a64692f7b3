import type { ReactElement } from "react";
import { Button } from "react-aria-components";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { useView } from "../../state/use-view.ts";
import type { SampleOrder } from "../../state/view-state.ts";
import { randomSeed } from "../latent/use-place-actions.ts";

/** Which samples are drawn, where there is a generator, and in which order they stand, where they have errors. */
export function SampleBar({
  draws,
  orders,
}: {
  readonly draws: boolean;
  readonly orders: boolean;
}): ReactElement | null {
  const { store, state } = useView();
  const draw = (): void => {
    if (draws) store.change({ drawn: randomSeed() });
  };
  useKeyAction("random", draw);
  if (!draws && !orders) return null;
  return (
    <div className="toolbar sample-bar">
      {draws && (
        <>
          <Button className="button primary" onPress={draw}>
            Random
          </Button>
          <label className="field">
            <span>Seed</span>
            <input
              type="number"
              min={0}
              max={2 ** 31 - 1}
              value={state.drawn}
              onChange={({ target }) => {
                const seed = target.valueAsNumber;
                if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)
                  store.change({ drawn: seed }, { together: "drawn" });
              }}
            />
          </label>
        </>
      )}
      {orders && (
        <label className="field">
          <span>Order</span>
          <select
            value={state.order}
            onChange={({ target }) => store.change({ order: target.value as SampleOrder })}
          >
            <option value="worst">worst reconstructed first</option>
            <option value="best">best reconstructed first</option>
            <option value="drawn">as drawn</option>
          </select>
        </label>
      )}
    </div>
  );
}
