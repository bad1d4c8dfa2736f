// Optimiser steps that work element by element over one flat fp32 buffer: every state is read and written once, clipping and decay included.
#include "flat.h"

using namespace clt;

// One step of Adam with decoupled decay (Loshchilov and Hutter), or where `coupled` with decay added to the gradient. max_v: the running
// maximum of v that AMSGrad divides by, or null. correct: divide by the moments' bias. Returns 0, or 1 with an error message.
CLT_EXPORT int32_t clt_adam(const FlatStep* s, Tensor* m_, Tensor* v_, Tensor* max_v, double beta1, double beta2, double eps, int64_t step,
                            int8_t coupled, int8_t correct) {
  return flat_step(*s, [&](int64_t count) {
    float *m = flat(m_, count, "the first moment"), *v = flat(v_, count, "the second moment");
    float* top = max_v ? flat(max_v, count, "the greatest second moment") : nullptr;
    const double correction1 = correct ? 1.0 - std::pow(beta1, static_cast<double>(step)) : 1.0;
    const double correction2 = correct ? 1.0 - std::pow(beta2, static_cast<double>(step)) : 1.0;
    const float clip = static_cast<float>(s->clip), b1 = static_cast<float>(1.0 - beta1), b2 = static_cast<float>(1.0 - beta2);
    const float old2 = static_cast<float>(beta2), e = static_cast<float>(eps), root = static_cast<float>(1.0 / std::sqrt(correction2));
    const double rate = s->rate;
    return [=](const Range& range, float* p, float* g, int64_t begin, int64_t end) {
      const float decay = coupled ? static_cast<float>(range.weight_decay) : 0.0f;
      const float keep = static_cast<float>(coupled ? 1.0 : 1.0 - rate * range.rate_scale * range.weight_decay);
      const float size = static_cast<float>(rate * range.rate_scale / correction1);
      if (top) {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) {
          const float gradient = g[i] * clip + decay * p[i];
          m[i] += (gradient - m[i]) * b1;
          v[i] = v[i] * old2 + gradient * gradient * b2;
          top[i] = std::max(top[i], v[i]);
          p[i] = p[i] * keep - size * m[i] / (std::sqrt(top[i]) * root + e);
        }
        return;
      }
#pragma omp simd
      for (int64_t i = begin; i < end; ++i) {
        const float gradient = g[i] * clip + decay * p[i];
        const float mean = m[i] + (gradient - m[i]) * b1;
        const float square = v[i] * old2 + gradient * gradient * b2;
        m[i] = mean;
        v[i] = square;
        p[i] = p[i] * keep - size * mean / (std::sqrt(square) * root + e);
      }
    };
  });
}

// One step of stochastic gradient descent, decay added to the gradient. momentum_: the buffer, or null. The first step fills the buffer
// with the gradient, as torch does. Returns 0 or 1.
CLT_EXPORT int32_t clt_sgd(const FlatStep* s, Tensor* momentum_, double momentum, double dampening, int64_t step, int8_t nesterov) {
  return flat_step(*s, [&](int64_t count) {
    float* m = momentum_ ? flat(momentum_, count, "the momentum") : nullptr;
    const float clip = static_cast<float>(s->clip), old = static_cast<float>(momentum);
    const float add = step == 1 ? 1.0f : static_cast<float>(1.0 - dampening);
    const double rate = s->rate;
    return [=](const Range& range, float* p, float* g, int64_t begin, int64_t end) {
      const float size = static_cast<float>(rate * range.rate_scale), decay = static_cast<float>(range.weight_decay);
      if (!m) {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) p[i] -= size * (g[i] * clip + decay * p[i]);
        return;
      }
#pragma omp simd
      for (int64_t i = begin; i < end; ++i) {
        const float gradient = g[i] * clip + decay * p[i];
        const float mean = m[i] * old + gradient * add;
        m[i] = mean;
        p[i] -= size * (nesterov ? gradient + old * mean : mean);
      }
    };
  });
}

// One step of Lion (Chen et al. 2023, arXiv 2302.06675) with decoupled decay. Returns 0 or 1.
CLT_EXPORT int32_t clt_lion(const FlatStep* s, Tensor* momentum_, double beta1, double beta2) {
  return flat_step(*s, [&](int64_t count) {
    float* m = flat(momentum_, count, "the momentum");
    const float clip = static_cast<float>(s->clip), b1 = static_cast<float>(beta1), b2 = static_cast<float>(beta2);
    const float new1 = static_cast<float>(1.0 - beta1), new2 = static_cast<float>(1.0 - beta2);
    const double rate = s->rate;
    return [=](const Range& range, float* p, float* g, int64_t begin, int64_t end) {
      const float size = static_cast<float>(rate * range.rate_scale);
      const float keep = static_cast<float>(1.0 - rate * range.rate_scale * range.weight_decay);
#pragma omp simd
      for (int64_t i = begin; i < end; ++i) {
        const float gradient = g[i] * clip, direction = m[i] * b1 + gradient * new1;
        m[i] = m[i] * b2 + gradient * new2;
        p[i] = p[i] * keep - (direction > 0 ? size : direction < 0 ? -size : 0.0f);
      }
    };
  });
}
