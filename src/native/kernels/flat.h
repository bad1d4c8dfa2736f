// What the optimiser steps share: one flat fp32 buffer, ranges of it with settings of their own, and a loop over pieces of them.
#pragma once
#include "parallel.h"
#include "tensor.h"

namespace clt {

constexpr int64_t piece_size = 1 << 14;

// Checks that t is a contiguous fp32 buffer of so many elements on the CPU.
float* flat(const Tensor* t, int64_t count, const char* name);

// Part of the buffer with its own settings.
struct Range {
  int64_t start, length;
  double weight_decay, rate_scale;
  int64_t columns;  // row length of the matrix that it is; 1 for a vector or several tensors

  int64_t rows() const { return length / columns; }
};

// A step's common arguments, as C# lays them out.
struct FlatStep {
  Tensor *p, *g, *copy;  // copy: a bf16 mirror of p to bring up to date, or null
  const Range* ranges;
  int64_t range_count;
  double rate, clip;  // clip multiplies the gradient
  int8_t clear;       // set the gradient to zero behind the step
};

// Runs update(range, p, g, begin, end) over all pieces; indices count from the start of the buffer, pieces are the same on any number of
// threads. Afterwards the gradient of the piece is cleared and the mirror copied, while both are still in the cache.
template <typename Update>
int32_t flat_step(const FlatStep& step, const Update& make) {
  Tensor* done = guarded([&] {
    const int64_t count = step.p->numel();
    TORCH_CHECK(!step.copy || (step.copy->scalar_type() == at::kBFloat16 && step.copy->is_contiguous() && step.copy->numel() == count),
                "the mirror must be bf16");
    float *p = flat(step.p, count, "the parameters"), *g = flat(step.g, count, "the gradient");
    auto* copy = step.copy ? step.copy->data_ptr<c10::BFloat16>() : nullptr;
    const auto update = make(count);
    for (int64_t i = 0; i < step.range_count; ++i) {
      const Range& range = step.ranges[i];
      TORCH_CHECK(range.start >= 0 && range.length >= 0 && range.start + range.length <= count, "a range reaches outside the buffer");
      for_each((range.length + piece_size - 1) / piece_size, range.length * 16, [&](int64_t piece) {
        const int64_t begin = range.start + piece * piece_size, end = std::min(begin + piece_size, range.start + range.length);
        update(range, p, g, begin, end);
        if (step.clear) std::fill(g + begin, g + end, 0.0f);
        if (copy)
          for (int64_t k = begin; k < end; ++k) copy[k] = p[k];
      });
    }
    return Tensor();
  });
  if (!done) return 1;
  delete done;
  return 0;
}

}  // namespace clt
