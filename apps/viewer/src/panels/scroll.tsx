import type { ReactElement, ReactNode } from "react";

/** Content that scrolls by itself where it is too wide or too high, also by keyboard. */
export function Scroll({
  name,
  className = "",
  children,
}: {
  readonly name: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <div className={`scroll ${className}`} role="group" aria-label={name} tabIndex={0}>
      {children}
    </div>
  );
}
