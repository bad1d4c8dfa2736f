// Pieces that the forward and the backward pass of attention share: reading rows, key ranges, scores of one block.
#pragma once
#include <cmath>
#include <type_traits>

#include "attention_core.h"
#include "matmul.h"
#include "parallel.h"
#include "simd.h"

namespace clt {

constexpr int64_t block = 64;  // queries and keys that are held at once: 64 x 64 scores fit in the first-level cache
static_assert(block % lanes == 0 && block % tile_rows == 0 && lanes % tile_rows == 0, "blocks are made of whole tiles");

// Rotates one row in place; direction -1 undoes it (and is the gradient's way).
inline void rotate(const Rope& rope, int64_t token, float direction, float* x) {
  const float* cos = rope.cos + rope.positions[token] * rope.half;
  const float* sin = rope.sin + rope.positions[token] * rope.half;
  const int64_t half = rope.half;
  if (rope.interleaved) {
    for (int64_t i = 0; i < half; ++i) {
      const float a = x[2 * i], b = x[2 * i + 1], s = direction * sin[i];
      x[2 * i] = a * cos[i] - b * s;
      x[2 * i + 1] = b * cos[i] + a * s;
    }
    return;
  }
  int64_t i = 0;
  for (; i + lanes <= half; i += lanes) {
    const Vec a = read(x + i), b = read(x + half + i), c = read(cos + i), s = read(sin + i) * direction;
    write(x + i, a * c - b * s);
    write(x + half + i, b * c + a * s);
  }
  for (; i < half; ++i) {
    const float a = x[i], b = x[i + half], s = direction * sin[i];
    x[i] = a * cos[i] - b * s;
    x[i + half] = b * cos[i] + a * s;
  }
}

template <typename T>
inline void read_row(const T* src, int64_t width, int64_t padded, float scale, float* dst) {
  if constexpr (std::is_same_v<T, float>) {
    if (width == padded) {
      for (int64_t d = 0; d < padded; d += lanes) write(dst + d, read(src + d) * scale);
      return;
    }
  }
  for (int64_t d = 0; d < width; ++d) dst[d] = load(src + d) * scale;
  for (int64_t d = width; d < padded; ++d) dst[d] = 0.0f;
}

// Reads rows [first, first + count) of one head into dst [count, padded] as fp32, rotated and scaled; pads with zeros.
template <typename T>
inline void read_rows(const Rows<const T>& rows, int64_t head, int64_t first, int64_t count, int64_t width, int64_t padded,
                      const Rope* rope, float scale, float* dst) {
  for (int64_t i = 0; i < count; ++i, dst += padded) {
    read_row(rows.data + (first + i) * rows.row + head * rows.head, width, padded, scale, dst);
    if (rope) rotate(*rope, first + i, 1.0f, dst);
  }
}

template <typename T>
inline void write_row(const float* src, int64_t width, int64_t padded, float scale, T* dst) {
  if constexpr (std::is_same_v<T, float>) {
    if (width == padded) return read_row(src, width, padded, scale, dst);
  }
  for (int64_t d = 0; d < width; ++d) store(dst + d, src[d] * scale);
}

template <typename T>
inline void write_rows(const float* src, int64_t padded, const Rows<T>& rows, int64_t head, int64_t first, int64_t count,
                       int64_t width, const Rope* rope, float scale) {
  float row[1024];
  for (int64_t i = 0; i < count; ++i, src += padded) {
    read_row(src, width, padded, scale, row);
    if (rope) rotate(*rope, first + i, -1.0f, row);
    write_row(row, width, padded, 1.0f, rows.data + (first + i) * rows.row + head * rows.head);
  }
}

typedef float Quad __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t QuadIndex __attribute__((vector_size(16)));

// dst[padded, block] = src[count, padded] transposed, four by four; rows of src behind `count` hold anything.
inline void transpose(const float* src, int64_t count, int64_t padded, float* dst) {
  for (int64_t i = 0; i < count; i += 4)
    for (int64_t d = 0; d < padded; d += 4) {
      const float* from = src + i * padded + d;
      const auto row = [&](int r) { return *reinterpret_cast<const Quad*>(from + r * padded); };
      const Quad a = __builtin_shuffle(row(0), row(1), QuadIndex{0, 4, 1, 5}), b = __builtin_shuffle(row(2), row(3), QuadIndex{0, 4, 1, 5});
      const Quad c = __builtin_shuffle(row(0), row(1), QuadIndex{2, 6, 3, 7}), e = __builtin_shuffle(row(2), row(3), QuadIndex{2, 6, 3, 7});
      const auto put = [&](int r, Quad value) { *reinterpret_cast<Quad*>(dst + (d + r) * block + i) = value; };
      put(0, __builtin_shuffle(a, b, QuadIndex{0, 1, 4, 5}));
      put(1, __builtin_shuffle(a, b, QuadIndex{2, 3, 6, 7}));
      put(2, __builtin_shuffle(c, e, QuadIndex{0, 1, 4, 5}));
      put(3, __builtin_shuffle(c, e, QuadIndex{2, 3, 6, 7}));
    }
}

// Which keys query i of a sequence sees: [low, high). Queries are aligned with the last keys (offset = keys - queries).
struct KeyRange {
  int64_t offset, keys, window;
  bool causal;
  int64_t low(int64_t i) const { return window > 0 ? std::max<int64_t>(0, i + offset - window + 1) : 0; }
  int64_t high(int64_t i) const {
    const int64_t end = causal ? i + offset + 1 : window > 0 ? i + offset + window : keys;
    return std::max<int64_t>(0, std::min(end, keys));
  }
};

// Key columns, relative to the block, that a strip of query rows needs, widened to whole vectors.
struct StripRange {
  int64_t low, high;
  bool empty() const { return low >= high; }
};

inline StripRange strip_range(const KeyRange& range, int64_t query, int64_t rows, int64_t key, int64_t keys) {
  const int64_t low = std::max(range.low(query), key), high = std::min(range.high(query + rows - 1), key + keys);
  if (low >= high) return {0, 0};
  return {round_down(low - key, lanes), round_up(high - key, lanes)};
}

// All ones in the lanes of columns j, j + 1, ... that lie in [low, high).
inline IntVec inside(int64_t j, int64_t low, int64_t high) {
  const IntVec column = count_from(j);
  return (column >= static_cast<int32_t>(low)) & (column < static_cast<int32_t>(high));
}

// Scores of query `i` (counted in its sequence) against keys key + [low, high), in place: soft cap, then biases by distance.
inline void finish_scores(const AttentionShape& shape, int64_t head, int64_t distance, int64_t low, int64_t high, float* s) {
  if (shape.soft_cap > 0.0f) {
    const float cap = shape.soft_cap, inverse = 1.0f / shape.soft_cap;
    for (int64_t j = low; j < high; ++j) s[j] = cap * tanh_fast(s[j] * inverse);
  }
  if (shape.slopes) {
    const float slope = shape.slopes[head];
    for (int64_t j = low; j < high; ++j) s[j] += slope * static_cast<float>(j + distance);
  }
  if (shape.bias) {
    const float* bias = shape.bias + head * (2 * shape.radius - 1) + shape.radius - 1 + distance;
    for (int64_t j = low; j < high; ++j) s[j] += bias[j];
  }
}

}  // namespace clt
