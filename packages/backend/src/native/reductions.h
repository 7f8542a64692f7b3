// Sums over rows, as bias and batch-normalisation gradients take them.
#ifndef GANLENS_REDUCTIONS_H
#define GANLENS_REDUCTIONS_H

#include "simd.h"

#define SUM_CHUNK 32

// totals[0 … 4) += sum, in float64.
INLINE void addToTotals(double *totals, v128_t sum) {
  wasm_v128_store(totals, wasm_f64x2_add(wasm_v128_load(totals), wasm_f64x2_promote_low_f32x4(sum)));
  const v128_t high = wasm_i64x2_shuffle(sum, sum, 1, 1);
  wasm_v128_store(totals + 2, wasm_f64x2_add(wasm_v128_load(totals + 2), wasm_f64x2_promote_low_f32x4(high)));
}

// out[j] = factor · Σ_i x[i, j] (· y[i, j] when y is given): float32 within a chunk of rows, float64 over the chunks, so that many
// rows lose no digits. `totals` holds `columns` doubles.
EXPORT void columnSums(
    const float *x, const float *y, float *out, int rows, int columns, double *totals, float factor) {
  for (int j = 0; j < columns; j++) totals[j] = 0;
  for (int row = 0; row < rows; row += SUM_CHUNK) {
    const int end = smaller(rows, row + SUM_CHUNK);
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      v128_t sum = wasm_f32x4_const_splat(0);
      if (y) {
        for (int i = row; i < end; i++) {
          const long at = (long)i * columns + j;
          sum = multiplyAdd(load4(x + at), load4(y + at), sum);
        }
      } else {
        for (int i = row; i < end; i++) sum = wasm_f32x4_add(sum, load4(x + (long)i * columns + j));
      }
      addToTotals(totals + j, sum);
    }
    for (; j < columns; j++) {
      float sum = 0;
      for (int i = row; i < end; i++) sum += x[(long)i * columns + j] * (y ? y[(long)i * columns + j] : 1);
      totals[j] += sum;
    }
  }
  for (int j = 0; j < columns; j++) out[j] = (float)(totals[j] * factor);
}

// sums[j] = Σ_i dy[i, j] and products[j] = Σ_i dy[i, j] · (x[i, j] − mean[j]), what the gradient of a batch normalisation
// needs of a batch. `totals` holds 2 · `columns` doubles.
EXPORT void normalizationSums(
    const float *x, const float *dy, const float *mean, float *sums, float *products, int rows, int columns,
    double *totals) {
  double *more = totals + columns;
  for (int j = 0; j < 2 * columns; j++) totals[j] = 0;
  for (int row = 0; row < rows; row += SUM_CHUNK) {
    const int end = smaller(rows, row + SUM_CHUNK);
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      const v128_t centre = load4(mean + j);
      v128_t sum = wasm_f32x4_const_splat(0), product = sum;
      for (int i = row; i < end; i++) {
        const long at = (long)i * columns + j;
        const v128_t change = load4(dy + at);
        sum = wasm_f32x4_add(sum, change);
        product = multiplyAdd(change, wasm_f32x4_sub(load4(x + at), centre), product);
      }
      addToTotals(totals + j, sum);
      addToTotals(more + j, product);
    }
    for (; j < columns; j++) {
      for (int i = row; i < end; i++) {
        const long at = (long)i * columns + j;
        totals[j] += dy[at];
        more[j] += dy[at] * (x[at] - mean[j]);
      }
    }
  }
  for (int j = 0; j < columns; j++) {
    sums[j] = (float)totals[j];
    products[j] = (float)more[j];
  }
}

// out[0] = factor · Σ x, in the same way.
EXPORT void totalSum(const float *x, float *out, int count, float factor) {
  double total = 0;
  int i = 0;
  for (; i + 16 <= count;) {
    v128_t sum0 = wasm_f32x4_const_splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (int end = smaller(count - 15, i + 16 * SUM_CHUNK); i < end; i += 16) {
      sum0 = wasm_f32x4_add(sum0, load4(x + i));
      sum1 = wasm_f32x4_add(sum1, load4(x + i + 4));
      sum2 = wasm_f32x4_add(sum2, load4(x + i + 8));
      sum3 = wasm_f32x4_add(sum3, load4(x + i + 12));
    }
    const v128_t sum = wasm_f32x4_add(wasm_f32x4_add(sum0, sum1), wasm_f32x4_add(sum2, sum3));
    const v128_t pair =
        wasm_f64x2_add(wasm_f64x2_promote_low_f32x4(sum), wasm_f64x2_promote_low_f32x4(wasm_i64x2_shuffle(sum, sum, 1, 1)));
    total += wasm_f64x2_extract_lane(pair, 0) + wasm_f64x2_extract_lane(pair, 1);
  }
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) total += x[i];
  out[0] = (float)(total * factor);
}

#endif
