import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "../kernels/wasm-memory.ts";
import type { TensorFlowBackend, TensorOutput } from "./tensor-flow-backend.ts";

/**
 * A reshape on tfjs-node that shares its input's data, as on all other backends. Stock asks TensorFlow, which takes as long
 * as a small multiplication, and a dense layer reshapes eight times in a step. See {@link viewSharedData}.
 */
export const reshape: WasmKernel = {
  name: "Reshape",
  create(tensorflow, stock) {
    viewSharedData(tensorflow);
    const kernel = (args: KernelArguments<"x", { readonly shape: number[] }>) => {
      const { x } = args.inputs;
      if (x.dtype !== "float32" && x.dtype !== "int32" && x.dtype !== "bool") {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      const shape = tensorflow.util.inferFromImplicitShape(args.attrs.shape, x.size);
      tensorflow.util.assert(
        x.size === tensorflow.util.sizeFromShape(shape),
        () => `The new shape (${shape}) does not have the ${x.size} elements of the old one (${x.shape}).`,
      );
      args.backend.incRef(x.dataId);
      return { dataId: x.dataId, shape, dtype: x.dtype };
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

function alike(a: readonly number[], b: readonly number[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const taught = new WeakSet<object>();

/**
 * Teaches tfjs-node's backend that a tensor may show data of another shape: an operation that needs the tensor's own shape
 * gets a view, which TensorFlow makes without copying and which lives as long as the data. Idempotent, and stays when the
 * kernels are put back: tensors that share data may still be there, and to others it makes no difference.
 */
function viewSharedData(tensorflow: typeof tf): void {
  const backend = tensorflow.backend() as unknown as TensorFlowBackend;
  if (taught.has(backend)) return;
  taught.add(backend);
  const { binding, getInputTensorIds, disposeData } = backend;
  const views = new WeakMap<object, Map<string, number>>();

  const viewOf = (dataId: object, id: number, shape: readonly number[]): number => {
    const known = views.get(dataId) ?? new Map<string, number>();
    views.set(dataId, known);
    const key = shape.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const wanted = binding.createTensor([shape.length], binding.TF_INT32, Int32Array.from(shape));
    const attributes = [
      { name: "T", type: binding.TF_ATTR_TYPE, value: backend.tensorMap.get(dataId).dtype },
      { name: "Tshape", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
    ];
    const [view] = binding.executeOp("Reshape", attributes, [id, wanted], 1) as [TensorOutput];
    binding.deleteTensor(wanted);
    known.set(key, view.id);
    return view.id;
  };

  const ours: Pick<TensorFlowBackend, "getInputTensorIds" | "disposeData"> = {
    getInputTensorIds(tensors) {
      return tensors.map((tensor) => {
        const { dataId, shape } = tensor;
        // A number in 64 bits is passed without data, and some data TensorFlow does not have yet.
        const stored = dataId === undefined ? undefined : backend.tensorMap.get(dataId);
        if (stored === undefined || stored.values !== null) {
          const [id] = getInputTensorIds.call(backend, [tensor]) as [number];
          return stored === undefined || alike(stored.shape, shape) ? id : viewOf(dataId, id, shape);
        }
        return alike(stored.shape, shape) ? stored.id : viewOf(dataId, stored.id, shape);
      });
    },
    disposeData(dataId, force) {
      const gone = disposeData.call(backend, dataId, force);
      if (!gone) return false;
      for (const id of views.get(dataId)?.values() ?? []) binding.deleteTensor(id);
      views.delete(dataId);
      return true;
    },
  };
  Object.assign(backend, ours);
}
