import type { ReactElement, ReactNode } from "react";

/** Whether something went as it must: a tick in a circle or a cross in a square, and the words. */
export function CheckMark({
  passed,
  children,
}: {
  readonly passed: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`mark ${passed ? "passed" : "failed"}`}>
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {passed ? (
          <>
            <circle cx="8" cy="8" r="7" />
            <path d="M4.5 8.3l2.4 2.4 4.6-5" />
          </>
        ) : (
          <>
            <rect x="1" y="1" width="14" height="14" />
            <path d="M5 5l6 6M11 5l-6 6" />
          </>
        )}
      </svg>{" "}
      {children}
    </span>
  );
}
