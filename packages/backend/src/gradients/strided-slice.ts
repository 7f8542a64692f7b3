import type * as tf from "@tensorflow/tfjs";
import type { StridedSliceAttributes } from "../kernels/strided-slice.ts";
import { type Gradient, gradient } from "./gradient.ts";
import { spread } from "./spread.ts";

/** The gradient of a strided slice: zeros between the taken elements and around them. */
export const stridedSlice: Gradient = gradient<StridedSliceAttributes>({
  kernelName: "StridedSlice",
  inputsToSave: ["x"],
  formula: (tensorflow, dy, saved, attributes) => {
    const [x] = saved as [tf.Tensor];
    return {
      x: () => {
        const { begin, end, strides } = tensorflow.slice_util.sliceInfo(
          x.shape,
          attributes.begin,
          attributes.end,
          attributes.strides,
          attributes.beginMask,
          attributes.endMask,
          attributes.ellipsisMask,
          attributes.newAxisMask,
          attributes.shrinkAxisMask,
        );
        const counts = x.shape.map((_, axis) =>
          Math.max(
            0,
            Math.ceil(((end[axis] as number) - (begin[axis] as number)) / (strides[axis] as number)),
          ),
        );
        if (counts.includes(0)) return tensorflow.zeros(x.shape);
        let result = tensorflow.reshape(dy, counts);
        for (const [axis, length] of x.shape.entries()) {
          const [stride, count] = [strides[axis] as number, counts[axis] as number];
          const backwards = stride < 0 ? tensorflow.reverse(result, axis) : result;
          const reach = (count - 1) * Math.abs(stride) + 1;
          const start = (begin[axis] as number) + (stride < 0 ? (count - 1) * stride : 0);
          result = tensorflow.pad(
            spread(tensorflow, backwards, axis, Math.abs(stride)),
            x.shape.map((_, other): [number, number] =>
              other === axis ? [start, length - start - reach] : [0, 0],
            ),
          );
        }
        return result;
      },
    };
  },
});
