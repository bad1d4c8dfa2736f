// Backward pass of packed attention. The weights are made again from the saved log-sums, block by block; one task owns all
// queries of a key head in a sequence, so the gradients of keys and values are summed by one thread in a fixed order.
#include "attention_block.h"

namespace clt {
namespace {

struct Buffers {
  float *q, *k, *kt, *v, *vt, *dout, *weights, *dweights, *out, *dq, *dk, *dv;
  Buffers(int64_t padded, int64_t queries, int64_t keys) {
    const int64_t rows = block * padded;
    queries = round_up(queries, block) * padded;
    keys = round_up(keys, block) * padded;
    float* memory = scratch(1, 6 * rows + 2 * block * block + padded + queries + 2 * keys);
    for (float** part : {&q, &k, &kt, &v, &vt, &dout}) {
      *part = memory;
      memory += rows;
    }
    for (float** part : {&weights, &dweights}) {
      *part = memory;
      memory += block * block;
    }
    out = memory;
    dq = out + padded;
    dk = dq + queries;
    dv = dk + keys;
    std::fill_n(dk, 2 * keys, 0.0f);
  }
};

template <typename T>
struct Backward {
  const AttentionShape& shape;
  const Rope* rope;
  Rows<const T> q, k, v, out, dout;
  const float* log_sum;
  Rows<T> dq, dk, dv;
  float* dbias;
  int64_t padded = round_up(shape.width, lanes);

  void read_keys(const Buffers& at, int64_t kv_head, int64_t first, int64_t count) const {
    read_rows(k, kv_head, first, count, shape.width, padded, rope, 1.0f, at.k);
    transpose(at.k, count, padded, at.kt);
    read_rows(v, kv_head, first, count, shape.width, padded, nullptr, 1.0f, at.v);
    transpose(at.v, count, padded, at.vt);
  }

  // Reads a block of queries and of the output's gradient; delta[i] = dot(out, dout), the softmax gradient's mean.
  void read_queries(const Buffers& at, int64_t head, int64_t first, int64_t count, float* delta) const {
    read_rows(q, head, first, count, shape.width, padded, rope, shape.scale, at.q);
    read_rows(dout, head, first, count, shape.width, padded, nullptr, 1.0f, at.dout);
    for (int64_t i = 0; i < count; ++i) {
      const T* row = out.data + (first + i) * out.row + head * out.head;
      const float* gradient = at.dout + i * padded;
      read_row(row, shape.width, padded, 1.0f, at.out);
      Vec sum{};
      for (int64_t d = 0; d < padded; d += lanes) sum += read(at.out + d) * read(gradient + d);
      delta[i] = sum_of(sum);
    }
  }

  // One row: weights p from scores s, and the scores' gradient p * (dp - delta) from dp, both in place; zero outside [low, high).
  void gradient_row(float* s, float* dp, StripRange columns, int64_t low, int64_t high, int64_t head, int64_t distance,
                    float log_total, float delta, float* bias_gradient) const {
    float slope[block];
    const float cap = shape.soft_cap;
    if (cap > 0.0f)
      for (int64_t j = low; j < high; ++j) {
        const float t = tanh_fast(s[j] / cap);
        slope[j] = 1.0f - t * t;
        s[j] = cap * t;
      }
    finish_biases(s, head, distance, low, high);
    for (int64_t j = columns.low; j < columns.high; j += lanes) {
      const IntVec seen = inside(j, low, high);
      const Vec weight = seen ? exp_of(read(s + j) - log_total) : Vec{};
      write(s + j, weight);
      write(dp + j, seen ? weight * (read(dp + j) - delta) : Vec{});
    }
    if (bias_gradient)
      for (int64_t j = low; j < high; ++j) bias_gradient[j + distance] += dp[j];
    if (cap > 0.0f)
      for (int64_t j = low; j < high; ++j) dp[j] *= slope[j];
  }

  void finish_biases(float* s, int64_t head, int64_t distance, int64_t low, int64_t high) const {
    AttentionShape biases = shape;
    biases.soft_cap = 0.0f;
    finish_scores(biases, head, distance, low, high, s);
  }

  void add_block(const Buffers& at, const KeyRange& range, int64_t head, int64_t first, int64_t query, int64_t queries,
                 int64_t key, int64_t keys, const float* delta, float* bias_gradient) const {
    StripRange strips[block / tile_rows];
    int64_t count = 0;
    for (int64_t r = 0; r < queries; r += tile_rows, ++count) {
      const int64_t rows = std::min<int64_t>(tile_rows, queries - r);
      const StripRange columns = strips[count] = strip_range(range, query + r, rows, key, keys);
      if (columns.empty()) continue;
      float* s = at.weights + r * block;
      float* dp = at.dweights + r * block;
      strip(at.q + r * padded, padded, 1, at.kt, block, s, block, columns.low, columns.high, shape.width, false);
      strip(at.dout + r * padded, padded, 1, at.vt, block, dp, block, columns.low, columns.high, shape.width, false);
      for (int64_t i = 0; i < rows; ++i) {
        const int64_t place = query + r + i;
        const int64_t low = std::max(range.low(place) - key, columns.low);
        const int64_t high = std::max(low, std::min(std::min(range.high(place) - key, keys), columns.high));
        gradient_row(s + i * block, dp + i * block, columns, low, high, head, key - place - range.offset,
                     log_sum[(first + place) * shape.heads + head], delta[r + i], bias_gradient);
      }
      const int64_t end = std::min(columns.high, keys);
      strip(dp + columns.low, block, 1, at.k + columns.low * padded, padded, at.dq + (query + r) * padded, padded, 0, padded,
            end - columns.low, true);
    }
    for (int64_t c = 0; c < keys; c += tile_rows) {
      // The strips whose columns reach these keys are consecutive.
      int64_t begin = 0, end = count;
      while (begin < end && (strips[begin].empty() || strips[begin].high <= c || strips[begin].low >= c + tile_rows)) ++begin;
      while (end > begin && (strips[end - 1].empty() || strips[end - 1].high <= c || strips[end - 1].low >= c + tile_rows)) --end;
      if (begin == end) continue;
      const int64_t row = begin * tile_rows, depth = std::min(end * tile_rows, queries) - row;
      strip(at.weights + row * block + c, 1, block, at.dout + row * padded, padded, at.dv + (key + c) * padded, padded, 0,
            padded, depth, true);
      strip(at.dweights + row * block + c, 1, block, at.q + row * padded, padded, at.dk + (key + c) * padded, padded, 0, padded,
            depth, true);
    }
  }

  void task(int64_t sequence, int64_t kv_head) const {
    const int64_t q0 = shape.query_starts[sequence], queries = shape.query_starts[sequence + 1] - q0;
    const int64_t k0 = shape.key_starts[sequence], keys = shape.key_starts[sequence + 1] - k0;
    const KeyRange range{keys - queries, keys, shape.window, shape.causal};
    const int64_t group = shape.heads / shape.kv_heads, span = 2 * shape.radius - 1;
    const Buffers at(padded, queries, keys);
    int64_t held = -1;
    for (int64_t head = kv_head * group; head < (kv_head + 1) * group; ++head) {
      std::fill_n(at.dq, round_up(queries, block) * padded, 0.0f);
      float* bias_gradient = dbias ? dbias + (sequence * shape.heads + head) * span + shape.radius - 1 : nullptr;
      for (int64_t query = 0; query < queries; query += block) {
        const int64_t rows = std::min(block, queries - query);
        float delta[block];
        read_queries(at, head, q0 + query, rows, delta);
        for (int64_t key = round_down(range.low(query), block); key < range.high(query + rows - 1); key += block) {
          const int64_t count = std::min(block, keys - key);
          if (held != key) read_keys(at, kv_head, k0 + key, count);
          held = key;
          add_block(at, range, head, q0, query, rows, key, count, delta, bias_gradient);
        }
      }
      write_rows(at.dq, padded, dq, head, q0, queries, shape.width, rope, shape.scale);
    }
    write_rows(at.dk, padded, dk, kv_head, k0, keys, shape.width, rope, 1.0f);
    write_rows(at.dv, padded, dv, kv_head, k0, keys, shape.width, nullptr, 1.0f);
  }
};

}  // namespace

template <typename T>
void attention_backward(const AttentionShape& shape, const Rope& rope, Rows<const T> q, Rows<const T> k, Rows<const T> v,
                        Rows<const T> out, Rows<const T> dout, const float* log_sum, Rows<T> dq, Rows<T> dk, Rows<T> dv,
                        float* dbias) {
  const Backward<T> backward{shape, rope.cos ? &rope : nullptr, q, k, v, out, dout, log_sum, dq, dk, dv, dbias};
  const int64_t work = shape.tokens * shape.heads * shape.width * 128;
  for_each(shape.sequences * shape.kv_heads, work, [&](int64_t i) { backward.task(i / shape.kv_heads, i % shape.kv_heads); });
}

#define CLT_INSTANTIATE(T)                                                                                                  \
  template void attention_backward(const AttentionShape&, const Rope&, Rows<const T>, Rows<const T>, Rows<const T>,         \
                                   Rows<const T>, Rows<const T>, const float*, Rows<T>, Rows<T>, Rows<T>, float*);
CLT_INSTANTIATE(float)
CLT_INSTANTIATE(c10::BFloat16)
#undef CLT_INSTANTIATE

}  // namespace clt
