/** The steps of a setup, in their order. */
export type SetupStep =
  | "check tools"
  | "install packages"
  | "download library"
  | "unpack library"
  | "compile addon"
  | "try it";

/** What a setup reports while it runs. */
export type SetupEvent =
  | { readonly type: "setup-start"; readonly folder: string; readonly steps: readonly SetupStep[] }
  /** `detail` is the command, or what is done. */
  | { readonly type: "step-start"; readonly step: SetupStep; readonly detail: string }
  | { readonly type: "step-end"; readonly step: SetupStep }
  /** `already` is true when everything was there and only the last step was run. */
  | {
      readonly type: "setup-end";
      readonly folder: string;
      readonly already: boolean;
      readonly summary: string;
    };
