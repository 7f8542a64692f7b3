// Matrix products: c = op(a) · op(b) (+ c or + bias), row-major, in tiles of TILE_ROWS × 8 held in registers.
#ifndef GANLENS_MATRIX_PRODUCT_H
#define GANLENS_MATRIX_PRODUCT_H

#include "simd.h"

// Sixteen vector registers hold a tile of 4 × 8, a row of b and a value of a; taller tiles spill and run at half the speed.
#define TILE_ROWS 4
#define TILE_COLUMNS 8
#define DEPTH_BLOCK 256
#define ROW_BLOCK (TILE_ROWS * 32)
#define PANELS 4

// Floats of scratch that a product needs: a few panels of b, one tile that sticks out, one block of a transposed a.
#define PANEL_FLOATS (DEPTH_BLOCK * TILE_COLUMNS)
#define TILE_FLOATS (TILE_ROWS * TILE_COLUMNS)
#define PRODUCT_SCRATCH (PANELS * PANEL_FLOATS + TILE_FLOATS + ROW_BLOCK * DEPTH_BLOCK)

// What a tile starts from.
enum Start { FROM_ZERO, FROM_OUTPUT, FROM_BIAS };

// Eight columns of b from row `from` on, side by side; columns past the edge are zero.
INLINE void packPanel(float *panel, const float *b, int transposed, int stride, int from, int depth, int column, int width) {
  if (!transposed) {
    const float *source = b + (long)from * stride + column;
    if (width == TILE_COLUMNS) {
      for (int k = 0; k < depth; k++, source += stride, panel += TILE_COLUMNS) {
        store4(panel, load4(source));
        store4(panel + 4, load4(source + 4));
      }
      return;
    }
    for (int k = 0; k < depth; k++, source += stride, panel += TILE_COLUMNS) {
      clearFloats(panel, TILE_COLUMNS);
      copyFloats(panel, source, width);
    }
    return;
  }
  for (int half = 0; half < TILE_COLUMNS; half += 4) {
    const int last = width - 1;
    const float *r0 = b + (long)(column + smaller(half, last)) * stride + from;
    const float *r1 = b + (long)(column + smaller(half + 1, last)) * stride + from;
    const float *r2 = b + (long)(column + smaller(half + 2, last)) * stride + from;
    const float *r3 = b + (long)(column + smaller(half + 3, last)) * stride + from;
    float *to = panel + half;
    int k = 0;
    for (; k + 4 <= depth; k += 4, to += 4 * TILE_COLUMNS) {
      const v128_t a0 = load4(r0 + k), a1 = load4(r1 + k), a2 = load4(r2 + k), a3 = load4(r3 + k);
      const v128_t low01 = wasm_i32x4_shuffle(a0, a1, 0, 4, 1, 5), low23 = wasm_i32x4_shuffle(a2, a3, 0, 4, 1, 5);
      const v128_t high01 = wasm_i32x4_shuffle(a0, a1, 2, 6, 3, 7), high23 = wasm_i32x4_shuffle(a2, a3, 2, 6, 3, 7);
      store4(to, wasm_i64x2_shuffle(low01, low23, 0, 2));
      store4(to + TILE_COLUMNS, wasm_i64x2_shuffle(low01, low23, 1, 3));
      store4(to + 2 * TILE_COLUMNS, wasm_i64x2_shuffle(high01, high23, 0, 2));
      store4(to + 3 * TILE_COLUMNS, wasm_i64x2_shuffle(high01, high23, 1, 3));
    }
    for (; k < depth; k++, to += TILE_COLUMNS) {
      to[0] = r0[k];
      to[1] = r1[k];
      to[2] = r2[k];
      to[3] = r3[k];
    }
  }
}

// Several panels, one after another. The plain ones are read row by row, so that a row's cache lines are read once.
static void packPanels(float *panels, const float *b, int transposed, int stride, int from, int depth, int column, int end) {
  if (!transposed && end - column == PANELS * TILE_COLUMNS) {
    const float *source = b + (long)from * stride + column;
    float *to = panels;
    for (int k = 0; k < depth; k++, source += stride, to += TILE_COLUMNS) {
      for (int panel = 0; panel < PANELS; panel++) {
        store4(to + panel * depth * TILE_COLUMNS, load4(source + panel * TILE_COLUMNS));
        store4(to + panel * depth * TILE_COLUMNS + 4, load4(source + panel * TILE_COLUMNS + 4));
      }
    }
    return;
  }
  for (; column < end; column += TILE_COLUMNS, panels += depth * TILE_COLUMNS) {
    packPanel(panels, b, transposed, stride, from, depth, column, smaller(TILE_COLUMNS, end - column));
  }
}

// A block of a transposed a as tiles of TILE_ROWS side by side, so that a tile reads it in one go.
INLINE void packRows(float *packed, const float *a, int stride, int row, int rows, int from, int depth) {
  for (int k = 0; k < depth; k++) {
    const float *source = a + (long)(from + k) * stride + row;
    float *to = packed + k * TILE_ROWS;
    int i = 0;
    for (; i + TILE_ROWS <= rows; i += TILE_ROWS, to += TILE_ROWS * depth) store4(to, load4(source + i));
    for (int rest = 0; i + rest < rows; rest++) to[rest] = source[i + rest];
  }
}

#define FOR_TILE_ROWS(DO) DO(0) DO(1) DO(2) DO(3)

// One tile. Rows past the edge repeat the last one and are not stored.
INLINE void computeTile(
    int packed, const float *a, int stride, int rows, const float *panel, int depth, float *c, int cStride, int width,
    enum Start start, const float *bias, float *spare) {
#define DECLARE(i) \
  const float *a##i = packed ? a + i : a + (long)smaller(i, rows - 1) * stride; \
  v128_t low##i = wasm_f32x4_const_splat(0), high##i = wasm_f32x4_const_splat(0);
  FOR_TILE_ROWS(DECLARE)
  const int step = packed ? TILE_ROWS : 1;
  for (int k = 0; k < depth; k++, panel += TILE_COLUMNS) {
    const v128_t b0 = load4(panel), b1 = load4(panel + 4);
#define MULTIPLY(i) \
  { \
    const v128_t value = wasm_v128_load32_splat(a##i); \
    low##i = multiplyAdd(value, b0, low##i); \
    high##i = multiplyAdd(value, b1, high##i); \
    a##i += step; \
  }
    FOR_TILE_ROWS(MULTIPLY)
  }
  if (width == TILE_COLUMNS) {
    v128_t bias0 = wasm_f32x4_const_splat(0), bias1 = bias0;
    if (start == FROM_BIAS) bias0 = load4(bias), bias1 = load4(bias + 4);
#define STORE(i) \
  if (i < rows) { \
    float *to = c + (long)i * cStride; \
    if (start == FROM_OUTPUT) { \
      low##i = wasm_f32x4_add(low##i, load4(to)); \
      high##i = wasm_f32x4_add(high##i, load4(to + 4)); \
    } else if (start == FROM_BIAS) { \
      low##i = wasm_f32x4_add(low##i, bias0); \
      high##i = wasm_f32x4_add(high##i, bias1); \
    } \
    store4(to, low##i); \
    store4(to + 4, high##i); \
  }
    FOR_TILE_ROWS(STORE)
    return;
  }
#define SPARE(i) \
  store4(spare + i * TILE_COLUMNS, low##i); \
  store4(spare + i * TILE_COLUMNS + 4, high##i);
  FOR_TILE_ROWS(SPARE)
  for (int i = 0; i < rows; i++) {
    float *to = c + (long)i * cStride;
    const float *from = spare + i * TILE_COLUMNS;
    for (int j = 0; j < width; j++) {
      to[j] = from[j] + (start == FROM_OUTPUT ? to[j] : start == FROM_BIAS ? bias[j] : 0);
    }
  }
}

__attribute__((noinline)) static void tileOfRows(
    const float *a, int stride, int rows, const float *panel, int depth, float *c, int cStride, int width,
    enum Start start, const float *bias, float *spare) {
  computeTile(0, a, stride, rows, panel, depth, c, cStride, width, start, bias, spare);
}

__attribute__((noinline)) static void tileOfPacked(
    const float *a, int rows, const float *panel, int depth, float *c, int cStride, int width, enum Start start,
    const float *bias, float *spare) {
  computeTile(1, a, 0, rows, panel, depth, c, cStride, width, start, bias, spare);
}

INLINE float dot(const float *a, const float *b, int count) {
  v128_t sum0 = wasm_f32x4_const_splat(0), sum1 = sum0;
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    sum0 = multiplyAdd(load4(a + i), load4(b + i), sum0);
    sum1 = multiplyAdd(load4(a + i + 4), load4(b + i + 4), sum1);
  }
  const v128_t sum = wasm_f32x4_add(sum0, sum1);
  float total = wasm_f32x4_extract_lane(sum, 0) + wasm_f32x4_extract_lane(sum, 1) + wasm_f32x4_extract_lane(sum, 2) +
                wasm_f32x4_extract_lane(sum, 3);
  for (; i < count; i++) total += a[i] * b[i];
  return total;
}

// out += matrix · vector (one dot per row), or matrixᵀ · vector when transposed (one scaled row after another).
static void matrixVector(const float *matrix, int rows, int columns, int transposed, const float *vector, float *out) {
  if (!transposed) {
    for (int i = 0; i < rows; i++) out[i] += dot(matrix + (long)i * columns, vector, columns);
    return;
  }
  for (int i = 0; i < rows; i++) {
    const float *row = matrix + (long)i * columns;
    const v128_t scale = wasm_f32x4_splat(vector[i]);
    int j = 0;
    for (; j + 4 <= columns; j += 4) store4(out + j, multiplyAdd(scale, load4(row + j), load4(out + j)));
    for (; j < columns; j++) out[j] += vector[i] * row[j];
  }
}

static void product(
    int m, int n, int depth, const float *a, int transposeA, const float *b, int transposeB, float *c, enum Start start,
    const float *bias, float *scratch) {
  if (n == 1 || m == 1) {
    const int length = n == 1 ? m : n;
    for (int i = 0; i < length && start != FROM_OUTPUT; i++) c[i] = start == FROM_ZERO ? 0 : bias[n == 1 ? 0 : i];
    if (n == 1) matrixVector(a, transposeA ? depth : m, transposeA ? m : depth, transposeA, b, c);
    else matrixVector(b, transposeB ? n : depth, transposeB ? depth : n, !transposeB, a, c);
    return;
  }
  float *panels = scratch, *spare = scratch + PANELS * PANEL_FLOATS, *packed = spare + TILE_FLOATS;
  const int aStride = transposeA ? m : depth, bStride = transposeB ? depth : n;
  for (int row = 0; row < m; row += ROW_BLOCK) {
    const int rows = smaller(ROW_BLOCK, m - row);
    for (int from = 0; from < depth; from += DEPTH_BLOCK) {
      const int length = smaller(DEPTH_BLOCK, depth - from);
      const enum Start tileStart = from == 0 ? start : FROM_OUTPUT;
      if (transposeA) packRows(packed, a, aStride, row, rows, from, length);
      for (int group = 0; group < n; group += PANELS * TILE_COLUMNS) {
        const int end = smaller(n, group + PANELS * TILE_COLUMNS);
        packPanels(panels, b, transposeB, bStride, from, length, group, end);
        for (int i = 0; i < rows; i += TILE_ROWS) {
          const int count = smaller(TILE_ROWS, rows - i);
          const float *panel = panels;
          for (int column = group; column < end; column += TILE_COLUMNS, panel += length * TILE_COLUMNS) {
            const int width = smaller(TILE_COLUMNS, end - column);
            float *to = c + (long)(row + i) * n + column;
            if (transposeA) {
              tileOfPacked(packed + (long)i * length, count, panel, length, to, n, width, tileStart, bias + column, spare);
            } else {
              const float *block = a + (long)(row + i) * aStride + from;
              tileOfRows(block, aStride, count, panel, length, to, n, width, tileStart, bias + column, spare);
            }
          }
        }
      }
    }
  }
}

#endif
