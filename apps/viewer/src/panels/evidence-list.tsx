import { type Evidence, type LensResult, runLayout } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { storedLatents } from "../engine/latent-source.ts";
import { storedGenerator } from "../engine/network-files.ts";
import { stepAt } from "../run/step-at.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import "./evidence-list.css";

const mostShown = 24;

/** What lets anyone repeat the findings of a lens. */
export function EvidenceList({ result }: { readonly result: LensResult }): ReactElement {
  const { evidence, lens, seed, effort } = result;
  if (evidence.length === 0) return <p className="note">This lens reported no evidence.</p>;
  return (
    <>
      <p className="note">
        From the lens {lens}, {effort} effort, seed {seed}.
      </p>
      <ul className="evidence">
        {evidence.map((each) => (
          <EvidenceItem key={each.id} evidence={each} folder={runLayout.lens(result)} />
        ))}
      </ul>
    </>
  );
}

function EvidenceItem({
  evidence,
  folder,
}: {
  readonly evidence: Evidence;
  readonly folder: string;
}): ReactElement {
  const { claim, seed, file, indices, sampleIds, models } = evidence;
  return (
    <li>
      <p>{claim}</p>
      <dl className="facts">
        {seed !== undefined && <Fact name="Seed">{String(seed)}</Fact>}
        {file !== undefined && (
          <Fact name="File">
            <SavedFile path={`${folder}/${file}`} />
          </Fact>
        )}
        {indices !== undefined && (
          <Fact name="Positions">
            {file === storedLatents ? (
              <Places folder={folder} indices={indices} />
            ) : (
              listed(indices.map(String))
            )}
          </Fact>
        )}
        {sampleIds !== undefined && <Fact name="Samples">{listed(sampleIds)}</Fact>}
        {models !== undefined && (
          <Fact name="Networks">{listed(models.map((hash) => runLayout.model(hash)))}</Fact>
        )}
      </dl>
    </li>
  );
}

/** Positions in an answer's stored latents: each opens the point, where there is a generator to draw it. */
function Places({
  folder,
  indices,
}: {
  readonly folder: string;
  readonly indices: readonly number[];
}): ReactElement {
  const run = useRun();
  const { store, state } = useView();
  const from = folder.split("/").at(-1) ?? "";
  const hasGenerator = storedGenerator(run, stepAt(run.checkpoints, null)) !== null;
  if (!hasGenerator || !run.files.files.has(`${folder}/${storedLatents}`)) return listed(indices.map(String));
  const rows = [...new Set(indices)];
  const left = rows.length - mostShown;
  const open = (row: number): void => {
    const place = { ...state.place, from, seed: 0, row, label: null, along: {} };
    store.change({ screen: "latent", step: null, place, locked: [] });
  };
  return (
    <span className="places">
      {rows.slice(0, mostShown).map((row) => (
        <button key={row} type="button" className="button small" onClick={() => open(row)}>
          <span className="visually-hidden">Open the point of image </span>
          {row}
        </button>
      ))}
      {left > 0 && ` and ${formatNumber(left)} more`}
    </span>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: React.ReactNode;
}): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A file of the run, which a click saves. */
function SavedFile({ path }: { readonly path: string }): ReactElement {
  const { files } = useRun();
  if (!files.files.has(path)) {
    return (
      <>
        <code>{path}</code> (not in this folder)
      </>
    );
  }
  const save = async (): Promise<void> => {
    const bytes = await files.read(path);
    const url = URL.createObjectURL(new Blob([bytes as BlobPart]));
    const link = document.createElement("a");
    link.href = url;
    link.download = path.split("/").at(-1) ?? "file";
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <>
      <code>{path}</code>{" "}
      <button type="button" className="button small" onClick={() => void save().catch(() => null)}>
        Save<span className="visually-hidden"> {path}</span>
      </button>
    </>
  );
}

function listed(items: readonly string[]): ReactElement {
  const left = items.length - mostShown;
  return (
    <>
      <code>{items.slice(0, mostShown).join(", ")}</code>
      {left > 0 && ` and ${formatNumber(left)} more`}
    </>
  );
}
