// Convolution in NHWC and its two gradients, by products with blocks of windows laid out as rows.
#ifndef GANLENS_CONVOLUTION_H
#define GANLENS_CONVOLUTION_H

#include "matrix-product.h"

#define GEOMETRY \
  int inHeight, int inWidth, int channels, int filterHeight, int filterWidth, int outHeight, int outWidth, \
      int strideHeight, int strideWidth, int padTop, int padLeft, int dilationHeight, int dilationWidth
#define PASS_GEOMETRY \
  inHeight, inWidth, channels, filterHeight, filterWidth, outHeight, outWidth, strideHeight, strideWidth, padTop, \
      padLeft, dilationHeight, dilationWidth

// Windows `from` … `from + count − 1` of all images, one per row of `rows`, or added back from there into the images.
INLINE void moveWindows(int addBack, float *images, float *rows, int from, int count, GEOMETRY) {
  const int positions = outHeight * outWidth, line = filterWidth * channels;
  int n = from / positions, p = from % positions / outWidth, q = from % outWidth;
  for (int r = 0; r < count; r++) {
    float *image = images + (long)n * inHeight * inWidth * channels;
    const int left = q * strideWidth - padLeft, top = p * strideHeight - padTop;
    for (int i = 0; i < filterHeight; i++, rows += line) {
      const int y = top + i * dilationHeight;
      if (y < 0 || y >= inHeight) {
        if (!addBack) clearFloats(rows, line);
        continue;
      }
      if (dilationWidth == 1) {
        const int first = smaller(larger(0, -left), filterWidth);
        const int end = larger(first, smaller(filterWidth, inWidth - left));
        float *pixels = image + ((long)y * inWidth + left + first) * channels;
        if (addBack) {
          addFloats(pixels, rows + first * channels, (end - first) * channels);
        } else {
          if (first > 0) clearFloats(rows, first * channels);
          copyFloats(rows + first * channels, pixels, (end - first) * channels);
          if (end < filterWidth) clearFloats(rows + end * channels, (filterWidth - end) * channels);
        }
        continue;
      }
      for (int j = 0; j < filterWidth; j++) {
        const int x = left + j * dilationWidth;
        float *pixel = image + ((long)y * inWidth + x) * channels, *cell = rows + j * channels;
        if (x < 0 || x >= inWidth) {
          if (!addBack) clearFloats(cell, channels);
        } else if (addBack) {
          addFloats(pixel, cell, channels);
        } else {
          copyFloats(cell, pixel, channels);
        }
      }
    }
    if (++q == outWidth) {
      q = 0;
      if (++p == outHeight) p = 0, n++;
    }
  }
}

__attribute__((noinline)) static void gatherWindows(const float *images, float *rows, int from, int count, GEOMETRY) {
  moveWindows(0, (float *)images, rows, from, count, PASS_GEOMETRY);
}

__attribute__((noinline)) static void scatterWindows(float *images, float *rows, int from, int count, GEOMETRY) {
  moveWindows(1, images, rows, from, count, PASS_GEOMETRY);
}

#endif
