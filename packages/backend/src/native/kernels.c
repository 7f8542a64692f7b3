// The exports of the module. Counts are in elements, pointers in bytes, tensors dense and row-major.
#include "adam.h"
#include "convolution.h"
#include "elementwise.h"
#include "matrix-product.h"
#include "reductions.h"

EXPORT int productScratch(void) { return PRODUCT_SCRATCH; }

// c[i] = op(a[i]) · op(b[i]) (+ bias) for `batch` pairs; a step of 0 repeats the same operand.
EXPORT void matrixProducts(
    int batch, int m, int n, int depth, const float *a, int aStep, int transposeA, const float *b, int bStep,
    int transposeB, float *c, const float *bias, float *scratch) {
  for (int i = 0; i < batch; i++) {
    product(
        m, n, depth, a + (long)i * aStep, transposeA, b + (long)i * bStep, transposeB, c + (long)i * m * n,
        bias ? FROM_BIAS : FROM_ZERO, bias, scratch);
  }
}

EXPORT void convolutionForward(
    const float *x, const float *filter, const float *bias, float *y, int batch, int outChannels, int block, float *rows,
    float *scratch, GEOMETRY) {
  const int depth = filterHeight * filterWidth * channels, total = batch * outHeight * outWidth;
  const enum Start start = bias ? FROM_BIAS : FROM_ZERO;
  for (int from = 0; from < total; from += block) {
    const int count = smaller(block, total - from);
    gatherWindows(x, rows, from, count, PASS_GEOMETRY);
    product(count, outChannels, depth, rows, 0, filter, 0, y + (long)from * outChannels, start, bias, scratch);
  }
}

EXPORT void convolutionFilterGradient(
    const float *x, const float *dy, float *gradient, int batch, int outChannels, int block, float *rows, float *scratch,
    GEOMETRY) {
  const int depth = filterHeight * filterWidth * channels, total = batch * outHeight * outWidth;
  for (int from = 0; from < total; from += block) {
    const int count = smaller(block, total - from);
    gatherWindows(x, rows, from, count, PASS_GEOMETRY);
    product(
        depth, outChannels, count, rows, 1, dy + (long)from * outChannels, 0, gradient, from ? FROM_OUTPUT : FROM_ZERO, 0,
        scratch);
  }
}

EXPORT void convolutionInputGradient(
    const float *dy, const float *filter, float *gradient, int batch, int outChannels, int block, float *rows,
    float *scratch, GEOMETRY) {
  const int depth = filterHeight * filterWidth * channels, total = batch * outHeight * outWidth;
  clearFloats(gradient, batch * inHeight * inWidth * channels);
  for (int from = 0; from < total; from += block) {
    const int count = smaller(block, total - from);
    product(count, depth, outChannels, dy + (long)from * outChannels, 0, filter, 1, rows, FROM_ZERO, 0, scratch);
    scatterWindows(gradient, rows, from, count, PASS_GEOMETRY);
  }
}
