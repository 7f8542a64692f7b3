import { Component, type ReactElement, type ReactNode } from "react";

interface Fault {
  readonly error: Error | null;
}

/** Shows what went wrong in a screen in its place; the rest of the page goes on. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, Fault> {
  override state: Fault = { error: null };

  static getDerivedStateFromError(error: unknown): Fault {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode | ReactElement {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="problem" role="alert">
        <p>This screen cannot be shown: {error.message}</p>
        <p className="muted">The other screens are not affected.</p>
      </div>
    );
  }
}
