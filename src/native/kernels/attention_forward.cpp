// Forward pass of packed attention: online softmax over key blocks (Dao et al., FlashAttention), one task a (sequence, key head).
#include <limits>

#include "attention_block.h"
#include "softmax_row.h"

namespace clt {
namespace {

struct Buffers {
  float *q, *k, *kt, *v, *scores, *out;
  Buffers(int64_t padded) {
    float* memory = scratch(0, 5 * block * padded + block * block + 2 * lanes);
    q = memory;
    k = q + block * padded;
    kt = k + block * padded;
    v = kt + block * padded;
    out = v + block * padded;
    scores = out + block * padded;
  }
};

template <typename T>
struct Forward {
  const AttentionShape& shape;
  const Rope* rope;
  Rows<const T> q, k, v;
  Rows<T> out;
  float* log_sum;
  int64_t padded = round_up(shape.width, lanes);

  void read_keys(const Buffers& at, int64_t kv_head, int64_t first, int64_t count) const {
    read_rows(k, kv_head, first, count, shape.width, padded, rope, 1.0f, at.k);
    transpose(at.k, count, padded, at.kt);
    read_rows(v, kv_head, first, count, shape.width, padded, nullptr, 1.0f, at.v);
  }

  // Adds keys [key, key + keys) of the sequence to queries [query, query + queries).
  void add_block(const Buffers& at, const KeyRange& range, int64_t head, int64_t query, int64_t queries, int64_t key,
                 int64_t keys, float* maximum, float* sum) const {
    for (int64_t r = 0; r < queries; r += tile_rows) {
      const int64_t rows = std::min<int64_t>(tile_rows, queries - r);
      const StripRange columns = strip_range(range, query + r, rows, key, keys);
      if (columns.empty()) continue;
      float* scores = at.scores + r * block;
      strip(at.q + r * padded, padded, 1, at.kt, block, scores, block, columns.low, columns.high, shape.width, false);
      for (int64_t i = 0; i < rows; ++i) {
        const int64_t place = query + r + i;
        const int64_t low = std::max(range.low(place) - key, columns.low), high = std::min(std::min(range.high(place) - key, keys), columns.high);
        float* s = scores + i * block;
        if (low < high) finish_scores(shape, head, key - place - range.offset, low, high, s);
        softmax_row(s, columns, low, high, maximum[r + i], sum[r + i], at.out + (r + i) * padded, padded);
      }
      strip(scores + columns.low, block, 1, at.v + columns.low * padded, padded, at.out + r * padded, padded, 0, padded,
            std::min(columns.high, keys) - columns.low, true);
    }
  }

  void write(const Buffers& at, int64_t head, int64_t first, int64_t count, const float* maximum, const float* sum) const {
    for (int64_t i = 0; i < count; ++i) {
      const float inverse = sum[i] > 0.0f ? 1.0f / sum[i] : 0.0f;
      T* dst = out.data + (first + i) * out.row + head * out.head;
      write_row(at.out + i * padded, shape.width, padded, inverse, dst);
      log_sum[(first + i) * shape.heads + head] = sum[i] > 0.0f ? maximum[i] + std::log(sum[i]) : 0.0f;
    }
  }

  void task(int64_t sequence, int64_t kv_head) const {
    const int64_t q0 = shape.query_starts[sequence], queries = shape.query_starts[sequence + 1] - q0;
    const int64_t k0 = shape.key_starts[sequence], keys = shape.key_starts[sequence + 1] - k0;
    const KeyRange range{keys - queries, keys, shape.window, shape.causal};
    const int64_t group = shape.heads / shape.kv_heads;
    const Buffers at(padded);
    int64_t held = -1;  // the key block that the buffers hold: short sequences read theirs once for the whole group
    for (int64_t head = kv_head * group; head < (kv_head + 1) * group; ++head)
      for (int64_t query = 0; query < queries; query += block) {
        const int64_t rows = std::min(block, queries - query);
        float maximum[block], sum[block];
        std::fill_n(maximum, block, -std::numeric_limits<float>::infinity());
        std::fill_n(sum, block, 0.0f);
        std::fill_n(at.out, block * padded, 0.0f);
        read_rows(q, head, q0 + query, rows, shape.width, padded, rope, shape.scale, at.q);
        for (int64_t key = round_down(range.low(query), block); key < range.high(query + rows - 1); key += block) {
          const int64_t count = std::min(block, keys - key);
          if (held != key) read_keys(at, kv_head, k0 + key, count);
          held = key;
          add_block(at, range, head, query, rows, key, count, maximum, sum);
        }
        write(at, head, q0 + query, rows, maximum, sum);
      }
  }
};

}  // namespace

template <typename T>
void attention_forward(const AttentionShape& shape, const Rope& rope, Rows<const T> q, Rows<const T> k, Rows<const T> v,
                       Rows<T> out, float* log_sum) {
  const Forward<T> forward{shape, rope.cos ? &rope : nullptr, q, k, v, out, log_sum};
  const int64_t work = shape.tokens * shape.heads * shape.width * 64;
  for_each(shape.sequences * shape.kv_heads, work, [&](int64_t i) { forward.task(i / shape.kv_heads, i % shape.kv_heads); });
}

template void attention_forward(const AttentionShape&, const Rope&, Rows<const float>, Rows<const float>, Rows<const float>,
                                Rows<float>, float*);
template void attention_forward(const AttentionShape&, const Rope&, Rows<const c10::BFloat16>, Rows<const c10::BFloat16>,
                                Rows<const c10::BFloat16>, Rows<c10::BFloat16>, float*);

}  // namespace clt
