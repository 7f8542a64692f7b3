import { type DragEvent, type ReactElement, useRef, useState } from "react";
import { droppedFiles, openFolderRun, pickedFiles } from "../../run/folder-run.ts";
import { limits, sizeWords } from "../../run/limits.ts";
import type { RunSource } from "../../run/run-source.ts";
import type { OpeningProblem } from "../../run/use-opened-run.ts";
import { openZippedRun } from "../../run/zip-run.ts";
import "./welcome.css";

/** Where a run can be dropped or picked; what could not be opened is said here too. */
export function Welcome({
  open,
  problem,
}: {
  readonly open: (source: () => Promise<RunSource>) => void;
  readonly problem: OpeningProblem | undefined;
}): ReactElement {
  const [over, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const zip = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    // Entries must be taken while the event is handled.
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    const files = [...event.dataTransfer.files];
    open(() => openDropped(entries, files));
  };
  const hover = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section className="welcome" aria-labelledby="welcome-name">
      <h2 id="welcome-name">Open a run</h2>
      <p className="note">
        A run is a folder that <code>ganlens demo</code>, <code>train</code> or <code>explain</code> has
        written. It is read in this browser; nothing leaves the machine.
      </p>
      {problem !== undefined && (
        <div className="problem" role="alert">
          <p>{problem.message}</p>
          {problem.hint !== undefined && <p className="muted">{problem.hint}</p>}
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons inside are the first. */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragEnter={hover}
        onDragOver={hover}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>Drop a run folder or a zip of one here, or</p>
        <div className="toolbar">
          <button type="button" className="button primary" onClick={() => folder.current?.click()}>
            Choose a folder
          </button>
          <button type="button" className="button" onClick={() => zip.current?.click()}>
            Choose a zip file
          </button>
        </div>
        <input
          ref={folder}
          type="file"
          hidden
          multiple
          webkitdirectory=""
          data-picks="folder"
          onChange={({ target }) => {
            const files = pickedFiles(target.files ?? []);
            target.value = "";
            if (files.size > 0) open(async () => openFolderRun("the chosen folder", files));
          }}
        />
        <input
          ref={zip}
          type="file"
          hidden
          accept=".zip,application/zip"
          data-picks="zip"
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = "";
            if (file !== undefined) open(() => openZippedRun(file));
          }}
        />
      </div>
      <p className="note">
        Read are up to {limits.files.toLocaleString("en")} files, zip archives up to{" "}
        {sizeWords(limits.zipBytes)} ({sizeWords(limits.inflatedBytes)} unpacked), results up to{" "}
        {sizeWords(limits.jsonBytes)} and pictures up to {sizeWords(limits.pictureBytes)} each.
      </p>
      <p className="note">
        With a run on this machine, <code>ganlens view runs/demo</code> opens this page by itself, and follows
        a run that is still training.
      </p>
    </section>
  );
}

async function openDropped(entries: readonly FileSystemEntry[], files: readonly File[]): Promise<RunSource> {
  const only = files[0];
  const isOneFile = files.length === 1 && entries.every((entry) => entry.isFile);
  if (isOneFile && only !== undefined && /\.zip$/i.test(only.name)) return openZippedRun(only);
  const dropped = entries.length > 0 ? await droppedFiles(entries) : pickedFiles(files);
  return openFolderRun(entries[0]?.name ?? "what was dropped", dropped);
}
