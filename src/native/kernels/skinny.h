// Products with one narrow side, as the low-rank matrices of adapters have it: a general product would spend its time on laying the wide
// side out anew. Widths m are multiples of `lanes`, sums have one order on any number of threads.
#pragma once
#include <algorithm>

#include "matmul.h"
#include "parallel.h"

namespace clt {

// c[n, m] (+)= a[n, k] b[k, m]; b should fit the cache. Columns of a are beside each other.
inline void rows_times(const float* a, int64_t lda, const float* b, int64_t ldb, float* c, int64_t ldc, int64_t n, int64_t m, int64_t k,
                       bool add) {
  const int64_t whole = round_down(n, tile_rows), rest = n - whole;
  for (int64_t i = 0; i < whole; i += tile_rows) strip(a + i * lda, lda, 1, b, ldb, c + i * ldc, ldc, 0, m, k, add);
  if (rest == 0) return;
  float *rows = scratch(0, tile_rows * k), *sums = scratch(1, tile_rows * m);
  std::fill_n(rows, tile_rows * k, 0.0f);
  for (int64_t i = 0; i < rest; ++i) std::copy_n(a + (whole + i) * lda, k, rows + i * k);
  if (add)
    for (int64_t i = 0; i < rest; ++i) std::copy_n(c + (whole + i) * ldc, m, sums + i * m);
  strip(rows, k, 1, b, ldb, sums, m, 0, m, k, add);
  for (int64_t i = 0; i < rest; ++i) std::copy_n(sums + i * m, m, c + (whole + i) * ldc);
}

// c[k, m] = a[n, k]^T b[n, m], k a multiple of tile_rows.
inline void columns_times(const float* a, int64_t lda, const float* b, int64_t ldb, float* c, int64_t ldc, int64_t n, int64_t m, int64_t k) {
  // So many rows of a and b stay in the first-level cache while all columns pass over them.
  constexpr int64_t block = 64;
  for (int64_t first = 0; first < n; first += block) {
    const int64_t depth = std::min(block, n - first);
    for (int64_t i = 0; i < k; i += tile_rows)
      strip(a + first * lda + i, 1, lda, b + first * ldb, ldb, c + i * ldc, ldc, 0, m, depth, first > 0);
  }
}

}  // namespace clt
