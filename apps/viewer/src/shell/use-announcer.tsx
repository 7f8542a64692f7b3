import { createContext, type ReactElement, use, useSyncExternalStore } from "react";
import type { Announcer } from "./announcer.ts";

/** Holds the page's announcer. */
export const AnnouncerContext: React.Context<Announcer | null> = createContext<Announcer | null>(null);

/** Says something to screen readers. */
export function useAnnouncer(): Announcer {
  const announcer = use(AnnouncerContext);
  if (announcer === null) throw new Error("Expected a view inside the page's announcer.");
  return announcer;
}

/** The one live region of the page. */
export function LiveRegion(): ReactElement {
  const announcer = useAnnouncer();
  const text = useSyncExternalStore(announcer.subscribe, announcer.text);
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
