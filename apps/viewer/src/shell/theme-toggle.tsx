import type { ReactElement } from "react";
import { useTheme } from "../theme/use-theme.ts";

const next = { system: "light", light: "dark", dark: "system" } as const;

/** Light, dark, or as the system has it. */
export function ThemeToggle(): ReactElement {
  const { choice, choose } = useTheme();
  return (
    <button
      type="button"
      className="button quiet small"
      onClick={() => choose(next[choice])}
      aria-label={`Theme: ${choice}. Change to ${next[choice]}`}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        {choice === "system" && <path d="M8 2v12A6 6 0 0 0 8 2z" fill="currentColor" />}
        {choice === "dark" && <circle cx="8" cy="8" r="6" fill="currentColor" />}
      </svg>
      <span className="wide-only">{choice}</span>
    </button>
  );
}
