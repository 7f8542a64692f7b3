// What all kernels share. The module has no data, no stack and no allocator of its own: every pointer is into the memory
// of tfjs's wasm backend, and scratch space is an argument.
#ifndef GANLENS_SIMD_H
#define GANLENS_SIMD_H

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT __attribute__((visibility("default")))
#define INLINE static inline __attribute__((always_inline))

INLINE int smaller(int a, int b) { return a < b ? a : b; }
INLINE int larger(int a, int b) { return a > b ? a : b; }

INLINE v128_t load4(const float *p) { return wasm_v128_load(p); }
INLINE void store4(float *p, v128_t value) { wasm_v128_store(p, value); }
// Rounded once in the build with relaxed SIMD, where the processor fuses the two, and twice in the plain one.
#ifdef __wasm_relaxed_simd__
INLINE v128_t multiplyAdd(v128_t a, v128_t b, v128_t c) { return wasm_f32x4_relaxed_madd(a, b, c); }
#else
INLINE v128_t multiplyAdd(v128_t a, v128_t b, v128_t c) { return wasm_f32x4_add(wasm_f32x4_mul(a, b), c); }
#endif

// Loops of our own instead of memcpy and memset: runs are short, and the engine's bulk instructions are calls.
INLINE void copyFloats(float *to, const float *from, int count) {
  int i = 0;
  for (; i + 4 <= count; i += 4) store4(to + i, load4(from + i));
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) to[i] = from[i];
}

INLINE void clearFloats(float *to, int count) {
  int i = 0;
  for (; i + 4 <= count; i += 4) store4(to + i, wasm_f32x4_const_splat(0));
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) to[i] = 0;
}

INLINE void addFloats(float *to, const float *from, int count) {
  int i = 0;
  for (; i + 4 <= count; i += 4) store4(to + i, wasm_f32x4_add(load4(to + i), load4(from + i)));
#pragma clang loop vectorize(disable) unroll(disable)
  for (; i < count; i++) to[i] += from[i];
}

#endif
