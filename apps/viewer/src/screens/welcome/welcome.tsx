import { GanlensError, wordsOf } from "@ganlens/core";
import { type DragEvent, type ReactElement, useRef, useState } from "react";
import type { BroughtFiles } from "../../brought/bring-run.ts";
import { recogniseBrought } from "../../brought/recognise-brought.ts";
import { droppedFiles, openFolderRun, pickedFiles } from "../../run/folder-run.ts";
import { limits, sizeWords } from "../../run/limits.ts";
import type { RunSource } from "../../run/run-source.ts";
import type { OpeningProblem } from "../../run/use-opened-run.ts";
import { openZippedRun } from "../../run/zip-run.ts";
import { BringForm } from "./bring-form.tsx";
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
  const [brought, setBrought] = useState<BroughtFiles | null>(null);
  const turn = useRef(0);
  const [refused, setRefused] = useState<OpeningProblem | undefined>(undefined);
  const folder = useRef<HTMLInputElement>(null);
  const some = useRef<HTMLInputElement>(null);
  const said = refused ?? problem;
  /** A run is opened at once; of anything else more may have to be said. */
  const take = async (find: () => Promise<ReadonlyMap<string, File>>, name: string): Promise<void> => {
    try {
      const files = await find();
      const [only] = files.values();
      setRefused(undefined);
      if (files.size === 1 && only !== undefined && /\.zip$/i.test(only.name)) {
        open(() => openZippedRun(only));
        return;
      }
      const what = recogniseBrought([...files.keys()]);
      if (what === null) open(async () => openFolderRun(name, files));
      else {
        turn.current += 1;
        setBrought({ what, files });
      }
    } catch (error) {
      const hint = GanlensError.isInstance(error) ? error.hint : undefined;
      setRefused({ message: wordsOf(error), ...(hint === undefined ? {} : { hint }) });
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    // Entries must be taken while the event is handled.
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    const files = [...event.dataTransfer.files];
    const name = entries[0]?.name ?? "what was dropped";
    void take(async () => (entries.length > 0 ? droppedFiles(entries) : pickedFiles(files)), name);
  };
  const hover = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  if (brought !== null) {
    return (
      <section className="welcome" aria-labelledby="welcome-name">
        <h2 id="welcome-name">Open as a run</h2>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: other files may be dropped instead; the button inside is the first way. */}
        <div onDragOver={hover} onDrop={drop}>
          <BringForm key={turn.current} brought={brought} open={open} cancel={() => setBrought(null)} />
        </div>
      </section>
    );
  }
  return (
    <section className="welcome" aria-labelledby="welcome-name">
      <h2 id="welcome-name">Open a run, a generator or samples</h2>
      <p className="note">
        A run is a folder that <code>ganlens demo</code>, <code>train</code> or <code>explain</code> has
        written. A generator from elsewhere is an <code>.onnx</code> file, or a <code>model.json</code> of
        tfjs with its weights; samples are an <code>.npz</code>, <code>.npy</code>, IDX or{" "}
        <code>.safetensors</code> file, or a folder of pictures. They are read in this browser; nothing leaves
        the machine.
      </p>
      {said !== undefined && (
        <div className="problem" role="alert">
          <p>{said.message}</p>
          {said.hint !== undefined && <p className="muted">{said.hint}</p>}
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
        <p>Drop a folder, a zip of a run, or files here, or</p>
        <div className="toolbar">
          <button type="button" className="button primary" onClick={() => folder.current?.click()}>
            Choose a folder
          </button>
          <button type="button" className="button" onClick={() => some.current?.click()}>
            Choose files
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
            if (files.size > 0) void take(async () => files, "the chosen folder");
          }}
        />
        <input
          ref={some}
          type="file"
          hidden
          multiple
          data-picks="files"
          onChange={({ target }) => {
            const files = pickedFiles(target.files ?? []);
            target.value = "";
            if (files.size > 0) void take(async () => files, "the chosen files");
          }}
        />
      </div>
      <p className="note">
        Read are up to {limits.files.toLocaleString("en")} files, zip archives up to{" "}
        {sizeWords(limits.zipBytes)} ({sizeWords(limits.inflatedBytes)} unpacked), results up to{" "}
        {sizeWords(limits.jsonBytes)} and pictures up to {sizeWords(limits.pictureBytes)} each, generators and
        samples up to {sizeWords(limits.networkBytes)}.
      </p>
      <p className="note">
        With a run on this machine, <code>ganlens view runs/demo</code> opens this page by itself, and follows
        a run that is still training.
      </p>
    </section>
  );
}
