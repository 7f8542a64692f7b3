import type { ReactElement } from "react";
import { useEngine } from "../engine/use-engine.ts";

/** Which backend computes, once one was asked to. */
export function BackendBadge(): ReactElement | null {
  const { status } = useEngine();
  if (status.state === "idle") return null;
  const text =
    status.state === "ready" ? status.backend.name : status.state === "starting" ? "starting…" : "no backend";
  const title = status.state === "ready" ? `${status.backend.device}: ${status.backend.reason}` : undefined;
  return (
    <span className="backend-badge" title={title}>
      <span className="visually-hidden">Computed by </span>
      {text}
    </span>
  );
}
