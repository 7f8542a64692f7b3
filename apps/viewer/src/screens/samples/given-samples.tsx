import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { Button } from "react-aria-components";
import type { UsedLook } from "../../engine/use-look.ts";
import { useRun } from "../../run/use-run.ts";
import { useView } from "../../state/use-view.ts";
import { SampleTiles } from "./sample-tiles.tsx";
import { selectWords } from "./select-words.ts";
import { givenAtOnce, useGivenSamples } from "./use-given-samples.ts";

/** The samples that a run was given instead of a generator, a page at a time. */
export function GivenSamples({ used }: { readonly used: UsedLook }): ReactElement {
  const { record } = useRun();
  const { store, state } = useView();
  const count = record?.subject.samples?.count ?? 0;
  const pages = Math.max(1, Math.ceil(count / givenAtOnce));
  const page = Math.min(pages - 1, state.page);
  const turn = (next: number): void => store.change({ page: next }, { together: "page" });
  const start = page * givenAtOnce;
  const end = Math.min(count, start + givenAtOnce);
  const { samples, problem } = useGivenSamples(start, used);
  return (
    <section aria-labelledby="given-name" className="sample-section">
      <h2 id="given-name">Given</h2>
      <p className="note">
        The run holds {formatNumber(count)} samples and no generator. {selectWords(used)}
      </p>
      <div className="toolbar sample-pages">
        <Button className="button small" isDisabled={page === 0} onPress={() => turn(page - 1)}>
          Earlier
        </Button>
        <span className="sample-range" aria-live="polite">
          {formatNumber(start + 1)} to {formatNumber(end)} of {formatNumber(count)}
        </span>
        <Button className="button small" isDisabled={page >= pages - 1} onPress={() => turn(page + 1)}>
          Later
        </Button>
      </div>
      {problem !== null && <p className="problem">{problem}</p>}
      <SampleTiles
        name="Given samples"
        samples={samples}
        count={end - start}
        shape={record?.subject.shape ?? []}
        order={used.look === undefined ? "drawn" : state.order}
      />
    </section>
  );
}
