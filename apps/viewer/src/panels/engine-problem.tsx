import type { ReactElement } from "react";
import { useEngine } from "../engine/use-engine.ts";

/** Says that the worker has failed, and starts it again; nothing where it has not. */
export function EngineProblemNote(): ReactElement | null {
  const { engine, status } = useEngine();
  if (status.state !== "failed") return null;
  const { message, hint } = status.problem;
  return (
    <div className="problem" role="alert">
      <p>{message}</p>
      {hint !== undefined && <p className="muted">{hint}</p>}
      <p>
        <button type="button" className="button primary" onClick={() => engine.restart()}>
          Start the worker again
        </button>
      </p>
    </div>
  );
}
