// Cross-entropy of one row of logits, and its gradient, on plain pointers.
#pragma once
#include <algorithm>

#include "simd.h"

namespace clt {

struct LossSettings {
  float smoothing;  // share of the target spread evenly over the vocabulary
  float soft_cap;   // 0: none; else logits become cap * tanh(logits / cap)
  float scale;      // multiplies the logits, before the cap
  float z;          // coefficient of logsumexp^2
  bool weighted;    // multiply each loss with its target's probability, which is not differentiated
};

// Scales and caps the row in place; returns its maximum.
inline float shape_logits(const LossSettings& s, float* row, int64_t count) {
  if (s.scale != 1.0f)
    for (int64_t j = 0; j < count; ++j) row[j] *= s.scale;
  if (s.soft_cap > 0.0f) {
    const float inverse = 1.0f / s.soft_cap;
    for (int64_t j = 0; j < count; ++j) row[j] = s.soft_cap * tanh_fast(row[j] * inverse);
  }
  float top = row[0];
#pragma omp simd reduction(max : top)
  for (int64_t j = 0; j < count; ++j) top = row[j] > top ? row[j] : top;
  return top;
}

// Loss of one row; with `gradient` the row becomes the loss's gradient with respect to the logits before scale and cap, else it
// holds nothing of use afterwards.
inline float cross_entropy_row(const LossSettings& s, float* row, int64_t count, int64_t target, bool gradient) {
  const float top = shape_logits(s, row, count);
  const float hit = row[target];
  float total = 0.0f, sum = 0.0f;
  if (s.smoothing > 0.0f) {
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < count; ++j) sum += row[j] - top;
  }
  // Without a cap the exponentials take the logits' place: the gradient needs nothing else.
  const bool keep = gradient && s.soft_cap == 0.0f;
  if (keep) {
#pragma omp simd reduction(+ : total)
    for (int64_t j = 0; j < count; ++j) {
      row[j] = exp_fast(row[j] - top);
      total += row[j];
    }
  } else {
#pragma omp simd reduction(+ : total)
    for (int64_t j = 0; j < count; ++j) total += exp_fast(row[j] - top);
  }
  const float log_sum = std::log(total), log_total = top + log_sum;
  const float loss = log_sum - (1.0f - s.smoothing) * (hit - top) - s.smoothing * sum / static_cast<float>(count) +
                     s.z * log_total * log_total;
  if (!gradient) return loss;
  const float weight = 1.0f + 2.0f * s.z * log_total, even = s.smoothing / static_cast<float>(count) * s.scale;
  const float share = weight * s.scale / total, reward = s.scale * (1.0f - s.smoothing);
  if (keep) {
    for (int64_t j = 0; j < count; ++j) row[j] = share * row[j] - even;
    row[target] -= reward;
    return loss;
  }
  const float inverse = 1.0f / s.soft_cap;
  for (int64_t j = 0; j < count; ++j) {
    const float t = row[j] * inverse;
    row[j] = (share * exp_fast(row[j] - top) - even) * (1.0f - t * t);
  }
  row[target] -= reward * (1.0f - hit * inverse * hit * inverse);
  return loss;
}

}  // namespace clt
