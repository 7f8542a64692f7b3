// Elementwise functions and their gradients, four at a time.
#ifndef GANLENS_ELEMENTWISE_H
#define GANLENS_ELEMENTWISE_H

#include "simd.h"

INLINE v128_t constant(float value) { return wasm_f32x4_splat(value); }

// eˣ by 2ⁿ · e^r with |r| ≤ ½ ln 2, ln 2 split in two, and a polynomial of degree 6 (error about one unit in the last place).
INLINE v128_t exponential(v128_t x) {
  const v128_t kept = wasm_f32x4_pmin(constant(88.72283f), wasm_f32x4_pmax(constant(-87.33654f), x));
  const v128_t n = wasm_f32x4_nearest(wasm_f32x4_mul(kept, constant(1.44269504f)));
  v128_t r = wasm_f32x4_sub(kept, wasm_f32x4_mul(n, constant(0.693359375f)));
  r = wasm_f32x4_sub(r, wasm_f32x4_mul(n, constant(-2.12194440e-4f)));
  v128_t p = constant(1.9875691500e-4f);
  p = multiplyAdd(p, r, constant(1.3981999507e-3f));
  p = multiplyAdd(p, r, constant(8.3334519073e-3f));
  p = multiplyAdd(p, r, constant(4.1665795894e-2f));
  p = multiplyAdd(p, r, constant(1.6666665459e-1f));
  p = multiplyAdd(p, r, constant(5.0000001201e-1f));
  p = wasm_f32x4_add(multiplyAdd(wasm_f32x4_mul(p, r), r, r), constant(1));
  // Two factors, because 2¹²⁸ has no float32: n = 128 happens just below the largest x.
  const v128_t whole = wasm_i32x4_trunc_sat_f32x4(n);
  const v128_t half = wasm_i32x4_shr(whole, 1), rest = wasm_i32x4_sub(whole, half);
  const v128_t one = wasm_i32x4_const_splat(127);
  p = wasm_f32x4_mul(p, wasm_i32x4_shl(wasm_i32x4_add(half, one), 23));
  p = wasm_f32x4_mul(p, wasm_i32x4_shl(wasm_i32x4_add(rest, one), 23));
  p = wasm_v128_bitselect(constant(__builtin_inff()), p, wasm_f32x4_gt(x, constant(88.72283f)));
  p = wasm_v128_bitselect(constant(0), p, wasm_f32x4_lt(x, constant(-87.33654f)));
  return wasm_v128_bitselect(x, p, wasm_f32x4_ne(x, x));
}

// 1 / (1 + e^−x), by e^−|x| so that nothing overflows.
INLINE v128_t sigmoidOf(v128_t x) {
  const v128_t e = exponential(wasm_f32x4_neg(wasm_f32x4_abs(x)));
  const v128_t small = wasm_f32x4_div(e, wasm_f32x4_add(e, constant(1)));
  const v128_t large = wasm_f32x4_div(constant(1), wasm_f32x4_add(e, constant(1)));
  return wasm_v128_bitselect(small, large, wasm_f32x4_lt(x, constant(0)));
}

// tanh: an odd polynomial near zero (where 1 − e^−2|x| cancels), (1 − e) / (1 + e) with e = e^−2|x| elsewhere.
INLINE v128_t tanhOf(v128_t x) {
  const v128_t size = wasm_f32x4_abs(x), square = wasm_f32x4_mul(x, x);
  v128_t p = constant(-5.70498872745e-3f);
  p = multiplyAdd(p, square, constant(2.06390887954e-2f));
  p = multiplyAdd(p, square, constant(-5.37397155531e-2f));
  p = multiplyAdd(p, square, constant(1.33314422036e-1f));
  p = multiplyAdd(p, square, constant(-3.33332819422e-1f));
  const v128_t near = multiplyAdd(wasm_f32x4_mul(p, square), x, x);
  const v128_t e = exponential(wasm_f32x4_mul(size, constant(-2)));
  v128_t far = wasm_f32x4_div(wasm_f32x4_sub(constant(1), e), wasm_f32x4_add(constant(1), e));
  far = wasm_v128_bitselect(x, far, wasm_i32x4_splat((int)0x80000000));
  return wasm_v128_bitselect(near, far, wasm_f32x4_lt(size, constant(0.625f)));
}

// ln(1 + eˣ) = max(x, 0) + ln(1 + u) with u = e^−|x|, and ln(1 + u) = 2 artanh(u / (2 + u)) as a series.
INLINE v128_t softplusOf(v128_t x) {
  const v128_t u = exponential(wasm_f32x4_neg(wasm_f32x4_abs(x)));
  const v128_t s = wasm_f32x4_div(u, wasm_f32x4_add(u, constant(2))), q = wasm_f32x4_mul(s, s);
  v128_t p = constant(2.0f / 15);
  p = multiplyAdd(p, q, constant(2.0f / 13));
  p = multiplyAdd(p, q, constant(2.0f / 11));
  p = multiplyAdd(p, q, constant(2.0f / 9));
  p = multiplyAdd(p, q, constant(2.0f / 7));
  p = multiplyAdd(p, q, constant(2.0f / 5));
  p = multiplyAdd(p, q, constant(2.0f / 3));
  const v128_t logarithm = wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_mul(p, q), s), wasm_f32x4_add(s, s));
  return wasm_f32x4_add(wasm_f32x4_max(x, constant(0)), logarithm);
}

// ln x by the exponent and a polynomial of ln(1 + r), 2^-½ ≤ 1 + r < 2^½; subnormal numbers are scaled up first.
INLINE v128_t logarithmOf(v128_t x) {
  const v128_t subnormal = wasm_f32x4_lt(x, constant(1.17549435e-38f));
  const v128_t scaled = wasm_v128_bitselect(wasm_f32x4_mul(x, constant(8388608.0f)), x, subnormal);
  // The bits of √½ are taken off before the exponent is cut out, so that the mantissa is centred on 1.
  const v128_t offset = wasm_i32x4_sub(scaled, wasm_i32x4_const_splat(0x3f3504f3));
  v128_t exponent = wasm_f32x4_convert_i32x4(wasm_i32x4_shr(offset, 23));
  exponent = wasm_f32x4_sub(exponent, wasm_v128_and(subnormal, constant(23)));
  const v128_t mantissa = wasm_i32x4_sub(scaled, wasm_v128_and(offset, wasm_i32x4_const_splat((int)0xff800000)));
  const v128_t r = wasm_f32x4_sub(mantissa, constant(1)), square = wasm_f32x4_mul(r, r);
  v128_t p = constant(7.0376836292e-2f);
  p = multiplyAdd(p, r, constant(-1.1514610310e-1f));
  p = multiplyAdd(p, r, constant(1.1676998740e-1f));
  p = multiplyAdd(p, r, constant(-1.2420140846e-1f));
  p = multiplyAdd(p, r, constant(1.4249322787e-1f));
  p = multiplyAdd(p, r, constant(-1.6668057665e-1f));
  p = multiplyAdd(p, r, constant(2.0000714765e-1f));
  p = multiplyAdd(p, r, constant(-2.4999993993e-1f));
  p = multiplyAdd(p, r, constant(3.3333331174e-1f));
  p = wasm_f32x4_mul(wasm_f32x4_mul(p, r), square);
  p = multiplyAdd(exponent, constant(-2.12194440e-4f), p);
  p = wasm_f32x4_sub(p, wasm_f32x4_mul(square, constant(0.5f)));
  p = multiplyAdd(exponent, constant(0.693359375f), wasm_f32x4_add(r, p));
  p = wasm_v128_bitselect(x, p, wasm_f32x4_eq(x, constant(__builtin_inff())));
  p = wasm_v128_bitselect(constant(-__builtin_inff()), p, wasm_f32x4_eq(x, constant(0)));
  const v128_t invalid = wasm_v128_not(wasm_f32x4_ge(x, constant(0)));
  return wasm_v128_bitselect(constant(__builtin_nanf("")), p, invalid);
}

INLINE v128_t signOf(v128_t x) {
  const v128_t above = wasm_v128_and(wasm_f32x4_gt(x, constant(0)), constant(1));
  const v128_t y = wasm_v128_bitselect(constant(-1), above, wasm_f32x4_lt(x, constant(0)));
  return wasm_v128_bitselect(x, y, wasm_f32x4_ne(x, x));
}

INLINE v128_t leakyReluOf(v128_t x, float slope) {
  return wasm_v128_bitselect(wasm_f32x4_mul(x, constant(slope)), x, wasm_f32x4_lt(x, constant(0)));
}

INLINE v128_t stepOf(v128_t x, float slope) {
  const v128_t y = wasm_v128_bitselect(constant(1), constant(slope), wasm_f32x4_gt(x, constant(0)));
  return wasm_v128_bitselect(x, y, wasm_f32x4_ne(x, x));
}

// A last, partial group is loaded lane by lane into a vector, so that it goes through the same arithmetic.
INLINE v128_t loadSome(const float *p, int count) {
  v128_t value = constant(p[0]);
  if (count > 1) value = wasm_f32x4_replace_lane(value, 1, p[1]);
  if (count > 2) value = wasm_f32x4_replace_lane(value, 2, p[2]);
  return value;
}

INLINE void storeSome(float *p, v128_t value, int count) {
  p[0] = wasm_f32x4_extract_lane(value, 0);
  if (count > 1) p[1] = wasm_f32x4_extract_lane(value, 1);
  if (count > 2) p[2] = wasm_f32x4_extract_lane(value, 2);
}

#define UNARY(NAME, EXPRESSION) \
  EXPORT void NAME(const float *x, float *y, int count, float argument) { \
    (void)argument; \
    int i = 0; \
    for (; i + 4 <= count; i += 4) { \
      const v128_t value = load4(x + i); \
      store4(y + i, EXPRESSION); \
    } \
    if (i < count) { \
      const v128_t value = loadSome(x + i, count - i); \
      storeSome(y + i, EXPRESSION, count - i); \
    } \
  }

UNARY(exponentials, exponential(value))
UNARY(sigmoids, sigmoidOf(value))
UNARY(tanhs, tanhOf(value))
UNARY(softplus, softplusOf(value))
UNARY(logarithms, logarithmOf(value))
UNARY(signs, signOf(value))
UNARY(relus, wasm_f32x4_max(value, constant(0)))
UNARY(leakyRelus, leakyReluOf(value, argument))
UNARY(steps, stepOf(value, argument))

// out = dy · f′, from the input x (leaky) or the output y (tanh: 1 − y², sigmoid: y (1 − y)).
#define GRADIENT(NAME, EXPRESSION) \
  EXPORT void NAME(const float *saved, const float *dy, float *out, int count, float argument) { \
    (void)argument; \
    int i = 0; \
    for (; i + 4 <= count; i += 4) { \
      const v128_t value = load4(saved + i), change = load4(dy + i); \
      store4(out + i, EXPRESSION); \
    } \
    if (i < count) { \
      const v128_t value = loadSome(saved + i, count - i), change = loadSome(dy + i, count - i); \
      storeSome(out + i, EXPRESSION, count - i); \
    } \
  }

GRADIENT(
    leakyReluGradients,
    wasm_v128_bitselect(change, wasm_f32x4_mul(change, constant(argument)), wasm_f32x4_gt(value, constant(0))))
GRADIENT(reluGradients, wasm_v128_and(change, wasm_f32x4_gt(value, constant(0))))
GRADIENT(tanhGradients, wasm_f32x4_mul(change, wasm_f32x4_sub(constant(1), wasm_f32x4_mul(value, value))))
GRADIENT(sigmoidGradients, wasm_f32x4_mul(change, wasm_f32x4_mul(value, wasm_f32x4_sub(constant(1), value))))

// y = (x − mean) / √(variance + epsilon) · scale + shift by columns; scale and shift may be missing. `factors` holds
// 2 · `columns` floats.
EXPORT void normalize(
    const float *x, const float *mean, const float *variance, const float *scale, const float *shift, float epsilon,
    float *y, int rows, int columns, float *factors) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (int j = 0; j < columns; j++) {
    factors[j] = (scale ? scale[j] : 1) / __builtin_sqrtf(variance[j] + epsilon);
    factors[columns + j] = shift ? shift[j] : 0;
  }
  for (int i = 0; i < rows; i++, x += columns, y += columns) {
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      const v128_t centred = wasm_f32x4_sub(load4(x + j), load4(mean + j));
      store4(y + j, multiplyAdd(centred, load4(factors + j), load4(factors + columns + j)));
    }
    for (; j < columns; j++) y[j] = (x[j] - mean[j]) * factors[j] + factors[columns + j];
  }
}

// Booleans are bytes. A step of 0 repeats one value of b.
#define COMPARE(NAME, COMPARISON, OPERATOR) \
  EXPORT void NAME(const float *a, const float *b, int bStep, uint8_t *out, int count) { \
    int i = 0; \
    const v128_t one = wasm_i8x16_const_splat(1), same = constant(b[0]); \
    for (; i + 16 <= count; i += 16) { \
      const v128_t r0 = COMPARISON(load4(a + i), bStep ? load4(b + i) : same); \
      const v128_t r1 = COMPARISON(load4(a + i + 4), bStep ? load4(b + i + 4) : same); \
      const v128_t r2 = COMPARISON(load4(a + i + 8), bStep ? load4(b + i + 8) : same); \
      const v128_t r3 = COMPARISON(load4(a + i + 12), bStep ? load4(b + i + 12) : same); \
      const v128_t bytes = wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(r0, r1), wasm_i16x8_narrow_i32x4(r2, r3)); \
      wasm_v128_store(out + i, wasm_v128_and(bytes, one)); \
    } \
    for (; i < count; i++) out[i] = a[i] OPERATOR b[bStep ? i : 0]; \
  }

COMPARE(greater, wasm_f32x4_gt, >)
COMPARE(greaterEqual, wasm_f32x4_ge, >=)
COMPARE(less, wasm_f32x4_lt, <)
COMPARE(lessEqual, wasm_f32x4_le, <=)
COMPARE(equal, wasm_f32x4_eq, ==)
COMPARE(notEqual, wasm_f32x4_ne, !=)

#define EXTREME(NAME, CHOICE) \
  EXPORT void NAME(const float *a, const float *b, int bStep, float *out, int count) { \
    const v128_t same = constant(b[0]); \
    int i = 0; \
    for (; i + 4 <= count; i += 4) store4(out + i, CHOICE(load4(a + i), bStep ? load4(b + i) : same)); \
    if (i < count) { \
      const v128_t other = bStep ? loadSome(b + i, count - i) : same; \
      storeSome(out + i, CHOICE(loadSome(a + i, count - i), other), count - i); \
    } \
  }

EXTREME(maxima, wasm_f32x4_max)
EXTREME(minima, wasm_f32x4_min)

// out[o, t] = x[o] for `times` values of t, where x[o] is a run of `length` floats.
EXPORT void repeatRuns(const float *x, float *out, int count, int length, int times) {
  for (int o = 0; o < count; o++, x += length) {
    for (int t = 0; t < times; t++, out += length) copyFloats(out, x, length);
  }
}

EXPORT void selectValues(const uint8_t *condition, const float *yes, const float *no, float *out, int count) {
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    const v128_t words = wasm_u32x4_extend_low_u16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_zero(condition + i)));
    const v128_t mask = wasm_i32x4_ne(words, wasm_i32x4_const_splat(0));
    store4(out + i, wasm_v128_bitselect(load4(yes + i), load4(no + i), mask));
  }
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) out[i] = condition[i] ? yes[i] : no[i];
}

// out[b] = x[b]ᵀ for `batch` matrices of [rows, columns].
EXPORT void transposeMatrices(const float *x, float *out, int batch, int rows, int columns) {
  for (int n = 0; n < batch; n++, x += (long)rows * columns, out += (long)rows * columns) {
    for (int i = 0; i < rows; i += 4) {
      const int height = smaller(4, rows - i);
      int j = 0;
      for (; height == 4 && j + 4 <= columns; j += 4) {
        const float *from = x + (long)i * columns + j;
        const v128_t a0 = load4(from), a1 = load4(from + columns), a2 = load4(from + 2 * columns);
        const v128_t a3 = load4(from + 3 * columns);
        const v128_t low01 = wasm_i32x4_shuffle(a0, a1, 0, 4, 1, 5), low23 = wasm_i32x4_shuffle(a2, a3, 0, 4, 1, 5);
        const v128_t high01 = wasm_i32x4_shuffle(a0, a1, 2, 6, 3, 7), high23 = wasm_i32x4_shuffle(a2, a3, 2, 6, 3, 7);
        float *to = out + (long)j * rows + i;
        store4(to, wasm_i64x2_shuffle(low01, low23, 0, 2));
        store4(to + rows, wasm_i64x2_shuffle(low01, low23, 1, 3));
        store4(to + 2 * rows, wasm_i64x2_shuffle(high01, high23, 0, 2));
        store4(to + 3 * rows, wasm_i64x2_shuffle(high01, high23, 1, 3));
      }
      for (; j < columns; j++) {
        for (int k = 0; k < height; k++) out[(long)j * rows + i + k] = x[(long)(i + k) * columns + j];
      }
    }
  }
}

#endif
