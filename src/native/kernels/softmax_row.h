// One row of online softmax (Milakov and Gimelshein 2018), which every pass over blocks of keys takes.
#pragma once
#include <limits>

#include "attention_block.h"

namespace clt {

// Turns the scores of one strip into weights exp(s - maximum) and brings the running maximum, sum and output up to date.
inline void softmax_row(float* s, StripRange columns, int64_t low, int64_t high, float& maximum, float& sum, float* out, int64_t padded) {
  Vec best = fill(maximum);
  for (int64_t j = columns.low; j < columns.high; j += lanes) {
    const Vec score = inside(j, low, high) ? read(s + j) : fill(-std::numeric_limits<float>::infinity());
    best = score > best ? score : best;
  }
  const float top = max_of(best);
  Vec total{};
  for (int64_t j = columns.low; j < columns.high; j += lanes) {
    const Vec weight = inside(j, low, high) ? exp_of(read(s + j) - top) : Vec{};
    write(s + j, weight);
    total += weight;
  }
  if (sum > 0.0f && top > maximum) {
    const float shrink = exp_fast(maximum - top);
    sum *= shrink;
    for (int64_t d = 0; d < padded; d += lanes) write(out + d, read(out + d) * shrink);
  }
  maximum = top;
  sum += sum_of(total);
}

}  // namespace clt
