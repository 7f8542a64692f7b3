/** How a backend is asked for. */
export interface BackendRequest {
  /** True when the caller named this backend; false when it is merely next in the usual order. */
  readonly requested: boolean;
  /** Threads that one operation may use. */
  readonly threads: number;
}

/** What makes one backend known to tfjs. */
export interface BackendOpener {
  /** The name under which tfjs registers it. */
  readonly registered: string;
  /**
   * Loads what registers it.
   *
   * @throws an error that says what is missing, with the command that installs it as its hint
   */
  load(request: BackendRequest): Promise<void>;
  /** What to do when it was loaded and tfjs could not start it. */
  readonly startHint?: string;
  /** What computes, once it is the current backend. */
  describe(request: BackendRequest): string;
  /** Guards it while it runs, once it is the current backend. */
  guard?(): void;
}
