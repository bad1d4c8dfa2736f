// RMSNorm and LayerNorm rows on plain pointers, with the residual addition that stands before them in a pre-norm block.
#pragma once
#include "parallel.h"
#include "simd.h"

namespace clt {

struct NormShape {
  int64_t rows, width;
  int64_t groups;     // rows of the weight: input row r uses weight row r % groups (1 for an ordinary norm)
  bool centre;        // LayerNorm: subtract the mean
  float eps;
  const float* weight;  // [groups, width], offset already added
  const float* bias;    // [groups, width] or nullptr
};

// One sum over a row, in the order that the vector unit likes best (fixed for a build).
template <typename Value>
inline float row_sum(int64_t width, const Value& value) {
  float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
  for (int64_t d = 0; d < width; ++d) sum += value(d);
  return sum;
}

// y = norm(x) or norm(x + residual); the sum is stored in `total` (rounded to T first, as an unfused addition would be).
template <typename T>
void norm_forward(const NormShape& s, const T* x, const T* residual, T* total, T* y, float* mean, float* inverse) {
  const RowPieces pieces(s.rows);
  for_each(pieces.count, s.rows * s.width * 4, [&](int64_t piece) {
    float* row = scratch(2, s.width);
    for (int64_t r = pieces.begin(piece); r < pieces.end(piece); ++r) {
      const T* in = x + r * s.width;
      if (residual) {
        const T* other = residual + r * s.width;
        T* sum = total + r * s.width;
        for (int64_t d = 0; d < s.width; ++d) store(sum + d, load(in + d) + load(other + d));
        in = sum;
      }
      for (int64_t d = 0; d < s.width; ++d) row[d] = load(in + d);
      const float centre = s.centre ? row_sum(s.width, [&](int64_t d) { return row[d]; }) / s.width : 0.0f;
      const float square = row_sum(s.width, [&](int64_t d) { return (row[d] - centre) * (row[d] - centre); });
      const float scale = 1.0f / std::sqrt(square / s.width + s.eps);
      const float* weight = s.weight + r % s.groups * s.width;
      T* out = y + r * s.width;
      if (s.bias) {
        const float* bias = s.bias + r % s.groups * s.width;
        for (int64_t d = 0; d < s.width; ++d) store(out + d, (row[d] - centre) * scale * weight[d] + bias[d]);
      } else {
        for (int64_t d = 0; d < s.width; ++d) store(out + d, (row[d] - centre) * scale * weight[d]);
      }
      if (s.centre) mean[r] = centre;
      inverse[r] = scale;
    }
  });
}

// dx = gradient through the norm (+ dtotal, the gradient that reached x + residual directly, or nullptr).
// dweight and dbias: [pieces, groups, width] partial sums, zeroed by the caller; either may be nullptr.
template <typename T>
void norm_backward(const NormShape& s, const T* x, const float* mean, const float* inverse, const T* dy, const T* dtotal, T* dx,
                   float* dweight, float* dbias) {
  const RowPieces pieces(s.rows);
  for_each(pieces.count, s.rows * s.width * 8, [&](int64_t piece) {
    float* normed = scratch(2, 2 * s.width);
    float* g = normed + s.width;
    for (int64_t r = pieces.begin(piece); r < pieces.end(piece); ++r) {
      const float centre = s.centre ? mean[r] : 0.0f, scale = inverse[r];
      const int64_t group = r % s.groups * s.width;
      const T *in = x + r * s.width, *gradient = dy + r * s.width;
      const float* weight = s.weight + group;
      for (int64_t d = 0; d < s.width; ++d) normed[d] = (load(in + d) - centre) * scale;
      for (int64_t d = 0; d < s.width; ++d) g[d] = load(gradient + d);
      if (dweight) {
        float* sum = dweight + piece * s.groups * s.width + group;
        for (int64_t d = 0; d < s.width; ++d) sum[d] += g[d] * normed[d];
      }
      if (dbias) {
        float* sum = dbias + piece * s.groups * s.width + group;
        for (int64_t d = 0; d < s.width; ++d) sum[d] += g[d];
      }
      for (int64_t d = 0; d < s.width; ++d) g[d] *= weight[d];
      const float along = row_sum(s.width, [&](int64_t d) { return g[d] * normed[d]; }) / s.width;
      const float level = s.centre ? row_sum(s.width, [&](int64_t d) { return g[d]; }) / s.width : 0.0f;
      T* out = dx + r * s.width;
      if (dtotal) {
        const T* direct = dtotal + r * s.width;
        for (int64_t d = 0; d < s.width; ++d) store(out + d, (g[d] - level - normed[d] * along) * scale + load(direct + d));
      } else {
        for (int64_t d = 0; d < s.width; ++d) store(out + d, (g[d] - level - normed[d] * along) * scale);
      }
    }
  });
}

}  // namespace clt
