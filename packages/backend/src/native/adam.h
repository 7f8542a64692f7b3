// One step of Adam. What comes in is only read: tfjs caches packed weights by tensor, so an update is a new tensor.
#ifndef GANLENS_ADAM_H
#define GANLENS_ADAM_H

#include "simd.h"

EXPORT void adamUpdate(
    const float *parameter, const float *gradient, const float *first, const float *second, float *newParameter,
    float *newFirst, float *newSecond, int count, float rate, float beta1, float rest1, float beta2, float rest2,
    float secondScale, float epsilon) {
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    const v128_t g = load4(gradient + i);
    const v128_t m = wasm_f32x4_add(
        wasm_f32x4_mul(load4(first + i), wasm_f32x4_splat(beta1)), wasm_f32x4_mul(g, wasm_f32x4_splat(rest1)));
    const v128_t v = wasm_f32x4_add(
        wasm_f32x4_mul(load4(second + i), wasm_f32x4_splat(beta2)),
        wasm_f32x4_mul(wasm_f32x4_mul(g, g), wasm_f32x4_splat(rest2)));
    const v128_t size = wasm_f32x4_add(
        wasm_f32x4_sqrt(wasm_f32x4_mul(v, wasm_f32x4_splat(secondScale))), wasm_f32x4_splat(epsilon));
    const v128_t change = wasm_f32x4_div(wasm_f32x4_mul(m, wasm_f32x4_splat(rate)), size);
    store4(newFirst + i, m);
    store4(newSecond + i, v);
    store4(newParameter + i, wasm_f32x4_sub(load4(parameter + i), change));
  }
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) {
    const float g = gradient[i];
    const float m = first[i] * beta1 + g * rest1;
    const float v = second[i] * beta2 + g * g * rest2;
    newFirst[i] = m;
    newSecond[i] = v;
    newParameter[i] = parameter[i] - m * rate / (__builtin_sqrtf(v * secondScale) + epsilon);
  }
}

#endif
