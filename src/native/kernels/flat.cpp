// Optimiser steps over one flat fp32 buffer: every state is read and written once, clipping and decay included.
#include "parallel.h"
#include "tensor.h"

namespace clt {
namespace {

constexpr int64_t piece_size = 1 << 14;

// Part of the buffer with its own settings.
struct Range {
  int64_t start, length;
  double weight_decay, rate_scale;
};

struct Adam {
  float *p, *m, *v;
  float* g;
  c10::BFloat16* copy;
  float beta1, beta2, eps, clip;
  double rate, correction1, correction2;
  bool clear;

  void update(const Range& range, int64_t begin, int64_t end) const {
    const float keep = static_cast<float>(1.0 - rate * range.rate_scale * range.weight_decay);
    const float step = static_cast<float>(rate * range.rate_scale / correction1);
    const float root = static_cast<float>(1.0 / std::sqrt(correction2));
#pragma omp simd
    for (int64_t i = begin; i < end; ++i) {
      const float gradient = g[i] * clip;
      const float mean = m[i] + (gradient - m[i]) * (1.0f - beta1);
      const float square = v[i] * beta2 + gradient * gradient * (1.0f - beta2);
      m[i] = mean;
      v[i] = square;
      p[i] = p[i] * keep - step * mean / (std::sqrt(square) * root + eps);
    }
    if (clear) std::fill(g + begin, g + end, 0.0f);
    if (copy)
      for (int64_t i = begin; i < end; ++i) copy[i] = p[i];
  }
};

float* flat(const Tensor* t, int64_t count, const char* name) {
  TORCH_CHECK(t->device().is_cpu() && t->scalar_type() == at::kFloat && t->is_contiguous() && t->numel() == count, name,
              " must be a contiguous fp32 buffer of ", count, " on the CPU");
  return t->data_ptr<float>();
}

}  // namespace
}  // namespace clt

using namespace clt;

// One AdamW step (Loshchilov and Hutter; decoupled decay) on the given ranges; places outside every range stay as they are.
// clip multiplies the gradient. clear sets the gradient to zero behind the step. copy: a bf16 mirror of p to bring up to date, or null.
// Returns 0, or 1 with an error message.
CLT_EXPORT int32_t clt_adamw(Tensor* p, Tensor* g, Tensor* m, Tensor* v, Tensor* copy, const int64_t* starts, const int64_t* lengths,
                             const double* decays, const double* rate_scales, int64_t ranges, double rate, double beta1, double beta2,
                             double eps, int64_t step, double clip, int8_t clear) {
  Tensor* done = guarded([&] {
    const int64_t count = p->numel();
    TORCH_CHECK(!copy || (copy->scalar_type() == at::kBFloat16 && copy->is_contiguous() && copy->numel() == count), "the mirror must be bf16");
    const Adam adam{flat(p, count, "the parameters"), flat(m, count, "the first moment"), flat(v, count, "the second moment"),
                    flat(g, count, "the gradient"), copy ? copy->data_ptr<c10::BFloat16>() : nullptr, static_cast<float>(beta1),
                    static_cast<float>(beta2), static_cast<float>(eps), static_cast<float>(clip), rate,
                    1.0 - std::pow(beta1, static_cast<double>(step)), 1.0 - std::pow(beta2, static_cast<double>(step)), clear != 0};
    for (int64_t i = 0; i < ranges; ++i) {
      const Range range{starts[i], lengths[i], decays[i], rate_scales[i]};
      TORCH_CHECK(range.start >= 0 && range.length >= 0 && range.start + range.length <= count, "a range reaches outside the buffer");
      for_each((range.length + piece_size - 1) / piece_size, range.length * 16, [&](int64_t piece) {
        const int64_t begin = range.start + piece * piece_size;
        adam.update(range, begin, std::min(begin + piece_size, range.start + range.length));
      });
    }
    return Tensor();
  });
  if (!done) return 1;
  delete done;
  return 0;
}

// Sum of squares of a flat buffer, added in double over fixed pieces: the same bits on any number of threads. Returns 0 or 1.
CLT_EXPORT int32_t clt_square_sum(Tensor* g, double* result) {
  Tensor* done = guarded([&] {
    const int64_t count = g->numel(), pieces = (count + piece_size - 1) / piece_size;
    const float* data = flat(g, count, "the gradient");
    std::vector<double> sums(pieces);
    for_each(pieces, count * 4, [&](int64_t piece) {
      const int64_t end = std::min(count, (piece + 1) * piece_size);
      double sum = 0.0;
#pragma omp simd reduction(+ : sum)
      for (int64_t i = piece * piece_size; i < end; ++i) sum += static_cast<double>(data[i]) * data[i];
      sums[piece] = sum;
    });
    *result = 0.0;
    for (double sum : sums) *result += sum;
    return Tensor();
  });
  if (!done) return 1;
  delete done;
  return 0;
}
