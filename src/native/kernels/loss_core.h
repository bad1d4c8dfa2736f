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

// Replaces the shaped logits by the loss's gradient with respect to the logits before scale and cap.
inline void logit_gradient(const LossSettings& s, float* row, int64_t count, int64_t target, float log_total) {
  const float weight = 1.0f + 2.0f * s.z * log_total, even = s.smoothing / static_cast<float>(count);
  const float hit = s.scale * (1.0f - s.smoothing);
  if (s.soft_cap > 0.0f) {
    const float inverse = 1.0f / s.soft_cap, at = row[target] * inverse;
    for (int64_t j = 0; j < count; ++j) {
      const float t = row[j] * inverse;
      row[j] = (weight * exp_fast(row[j] - log_total) - even) * (1.0f - t * t) * s.scale;
    }
    row[target] -= hit * (1.0f - at * at);
    return;
  }
  for (int64_t j = 0; j < count; ++j) row[j] = (weight * exp_fast(row[j] - log_total) - even) * s.scale;
  row[target] -= hit;
}

// Loss of one row; with `gradient` the row becomes its gradient, else it holds nothing of use afterwards.
inline float cross_entropy_row(const LossSettings& s, float* row, int64_t count, int64_t target, bool gradient) {
  const float top = shape_logits(s, row, count);
  float total = 0.0f, sum = 0.0f;
#pragma omp simd reduction(+ : total)
  for (int64_t j = 0; j < count; ++j) total += exp_fast(row[j] - top);
  if (s.smoothing > 0.0f) {
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < count; ++j) sum += row[j] - top;
  }
  const float log_sum = std::log(total), log_total = top + log_sum;
  const float loss = log_sum - (1.0f - s.smoothing) * (row[target] - top) - s.smoothing * sum / static_cast<float>(count) +
                     s.z * log_total * log_total;
  if (gradient) logit_gradient(s, row, count, target, log_total);
  return loss;
}

}  // namespace clt
