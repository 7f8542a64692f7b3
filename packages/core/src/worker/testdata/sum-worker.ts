import { workerPort } from "../worker-port.ts";

/** What the worker of the tests is asked to do. */
export type Task =
  | { readonly kind: "sum"; readonly values: Float32Array<ArrayBuffer> }
  | { readonly kind: "fail" }
  | { readonly kind: "reject" }
  | { readonly kind: "hang" }
  | { readonly kind: "finish" };

/** Its answer: the sum, and the values given back. */
export interface Sum {
  readonly sum: number;
  readonly values: Float32Array<ArrayBuffer>;
}

const port = workerPort<Task, Sum>();
port.onMessage((task) => {
  switch (task.kind) {
    case "sum":
      port.post({ sum: task.values.reduce((a, b) => a + b, 0), values: task.values }, [task.values.buffer]);
      break;
    case "fail":
      throw new RangeError("as asked");
    case "reject":
      void Promise.reject(new RangeError("as asked, later"));
      break;
    case "hang":
      for (;;);
    case "finish":
      port.close();
  }
});
