// Small matrix products held in registers, for blocks that live in the first-level cache (inside attention).
#pragma once
#include "vec.h"

namespace clt {

#if defined(__AVX512F__)
constexpr int tile_rows = 8;
#else
constexpr int tile_rows = 4;
#endif

// c[tile_rows, vectors*lanes] (+)= a[tile_rows, k] * b[k, vectors*lanes]; `a` is read at a[row*row_stride + k*k_stride].
template <int vectors>
inline void tile(const float* a, int64_t row_stride, int64_t k_stride, const float* b, int64_t ldb, float* c, int64_t ldc,
                 int64_t depth, bool add) {
  Vec sum[tile_rows][vectors];
  for (int r = 0; r < tile_rows; ++r)
    for (int v = 0; v < vectors; ++v) sum[r][v] = add ? read(c + r * ldc + v * lanes) : Vec{};
  for (int64_t k = 0; k < depth; ++k) {
    Vec right[vectors];
    for (int v = 0; v < vectors; ++v) right[v] = read(b + k * ldb + v * lanes);
    for (int r = 0; r < tile_rows; ++r) {
      const float left = a[r * row_stride + k * k_stride];
      for (int v = 0; v < vectors; ++v) sum[r][v] += left * right[v];
    }
  }
  for (int r = 0; r < tile_rows; ++r)
    for (int v = 0; v < vectors; ++v) write(c + r * ldc + v * lanes, sum[r][v]);
}

// One strip of tile_rows rows: columns [begin, end), both multiples of `lanes`.
inline void strip(const float* a, int64_t row_stride, int64_t k_stride, const float* b, int64_t ldb, float* c, int64_t ldc,
                  int64_t begin, int64_t end, int64_t depth, bool add) {
  int64_t n = begin;
  for (; n + 2 * lanes <= end; n += 2 * lanes) tile<2>(a, row_stride, k_stride, b + n, ldb, c + n, ldc, depth, add);
  if (n < end) tile<1>(a, row_stride, k_stride, b + n, ldb, c + n, ldc, depth, add);
}

}  // namespace clt
