// Attention of queries over several runs of cached keys each: prefixes that many sequences share, then what is a sequence's own.
// One online softmax over all runs (cascade inference, Ye et al. 2024, merged as in FlashAttention): a shared run is read once for
// all queries of a block.
#include <limits>

#include "attention_block.h"
#include "softmax_row.h"
#include "tensor.h"

namespace clt {
namespace {

constexpr int64_t chunk = 64;  // queries that are held at once, with all heads that share a key head

// A run of keys that a run of queries sees, as far as positions allow.
struct Run {
  int64_t first_query, queries, first_key, keys, position;
};

struct Cascade {
  AttentionShape shape;
  const int64_t* positions;
  const Run* runs;
  int64_t run_count;
};

template <typename T>
struct Chunk {
  const Cascade& cascade;
  Rows<const T> q, k, v;
  Rows<T> out;
  int64_t padded = round_up(cascade.shape.width, lanes), group = cascade.shape.heads / cascade.shape.kv_heads;

  // Which of a block's keys a query at `position` sees, counted from the block's first key.
  StripRange visible(int64_t position, int64_t first, int64_t keys) const {
    const AttentionShape& s = cascade.shape;
    const int64_t low = s.window > 0 ? std::max<int64_t>(0, position - s.window + 1 - first) : 0;
    const int64_t after = s.causal ? position + 1 - first : s.window > 0 ? position + s.window - first : keys;
    return {low, std::min(after, keys)};
  }

  void task(int64_t kv_head, int64_t start) const {
    const AttentionShape& s = cascade.shape;
    const int64_t queries = std::min(chunk, s.tokens - start), rows = queries * group;
    // Strips of a run may reach behind its last row.
    const int64_t held = (rows + tile_rows) * padded;
    float* memory = scratch(0, 2 * held + 3 * block * padded + tile_rows * block + 2 * (rows + tile_rows) + 2 * lanes);
    float *query = memory, *sums = query + held, *key = sums + held, *keys_across = key + block * padded;
    float *value = keys_across + block * padded, *scores = value + block * padded, *maximum = scores + tile_rows * block;
    float* total = maximum + rows + tile_rows;
    std::fill_n(sums, held, 0.0f);
    std::fill_n(query + rows * padded, tile_rows * padded, 0.0f);
    std::fill_n(maximum, rows + tile_rows, -std::numeric_limits<float>::infinity());
    std::fill_n(total, rows + tile_rows, 0.0f);
    for (int64_t i = 0; i < rows; ++i)
      read_row(q.data + (start + i / group) * q.row + (kv_head * group + i % group) * q.head, s.width, padded, s.scale, query + i * padded);
    for (int64_t r = 0; r < cascade.run_count; ++r) {
      const Run& run = cascade.runs[r];
      const int64_t first = std::max(run.first_query, start), end = std::min(run.first_query + run.queries, start + queries);
      if (first >= end) continue;
      for (int64_t at = 0; at < run.keys; at += block) {
        const int64_t count = std::min(block, run.keys - at), place = run.position + at;
        // Positions rise with queries of a sequence only: ask each.
        bool seen = false;
        for (int64_t i = first; i < end && !seen; ++i) {
          const StripRange range = visible(cascade.positions[i], place, count);
          seen = range.low < range.high;
        }
        if (!seen) continue;
        read_rows(k, kv_head, run.first_key + at, count, s.width, padded, nullptr, 1.0f, key);
        transpose(key, count, padded, keys_across);
        read_rows(v, kv_head, run.first_key + at, count, s.width, padded, nullptr, 1.0f, value);
        for (int64_t row = (first - start) * group; row < (end - start) * group; row += tile_rows) {
          const int64_t used = std::min<int64_t>(tile_rows, (end - start) * group - row);
          add_strip(kv_head, start, row, used, place, count, query, keys_across, value, scores, maximum, total, sums);
        }
      }
    }
    for (int64_t i = 0; i < rows; ++i)
      write_row(sums + i * padded, s.width, padded, total[i] > 0.0f ? 1.0f / total[i] : 0.0f,
                out.data + (start + i / group) * out.row + (kv_head * group + i % group) * out.head);
  }

  void add_strip(int64_t kv_head, int64_t start, int64_t row, int64_t used, int64_t place, int64_t count, const float* query,
                 const float* keys_across, const float* value, float* scores, float* maximum, float* total, float* sums) const {
    const AttentionShape& s = cascade.shape;
    StripRange each[tile_rows], all{count, 0};
    for (int64_t i = 0; i < used; ++i) {
      each[i] = visible(cascade.positions[start + (row + i) / group], place, count);
      if (each[i].empty()) continue;
      all = {std::min(all.low, each[i].low), std::max(all.high, each[i].high)};
    }
    if (all.empty()) return;
    const int64_t last = all.high;
    all = {round_down(all.low, lanes), round_up(all.high, lanes)};
    strip(query + row * padded, padded, 1, keys_across, block, scores, block, all.low, all.high, s.width, false);
    for (int64_t i = 0; i < tile_rows; ++i) {
      float* line = scores + i * block;
      if (i >= used || each[i].empty()) {
        std::fill(line + all.low, line + all.high, 0.0f);
        continue;
      }
      const int64_t position = cascade.positions[start + (row + i) / group], head = kv_head * group + (row + i) % group;
      finish_scores(s, head, place - position, each[i].low, each[i].high, line);
      softmax_row(line, all, each[i].low, each[i].high, maximum[row + i], total[row + i], sums + (row + i) * padded, padded);
    }
    strip(scores + all.low, block, 1, value + all.low * padded, padded, sums + row * padded, padded, 0, padded, last - all.low, true);
  }
};

template <typename T>
Rows<T> rows(const Tensor& t) {
  return {t.data_ptr<std::remove_const_t<T>>(), t.stride(0), t.stride(1)};
}

void check(const Tensor& q, const Tensor& keys, const Tensor& values, const Tensor& positions, const Tensor& runs) {
  TORCH_CHECK(q.dim() == 3 && keys.dim() == 3 && keys.sizes() == values.sizes(), "q must be [N, heads, width], keys and values [rows, kv_heads, width]");
  TORCH_CHECK(supported(q) && q.scalar_type() == keys.scalar_type() && q.scalar_type() == values.scalar_type(),
              "q, keys and values must be fp32 or bf16 on the CPU, all alike");
  TORCH_CHECK(q.size(2) == keys.size(2) && q.size(1) % keys.size(1) == 0 && q.size(2) <= 1024, "q ", q.sizes(), " does not fit keys of ", keys.sizes());
  TORCH_CHECK(q.stride(2) == 1 && keys.stride(2) == 1 && values.stride(2) == 1, "the last dimension must be dense");
  TORCH_CHECK(positions.numel() == q.size(0), positions.numel(), " positions for ", q.size(0), " queries");
  TORCH_CHECK(runs.dim() == 2 && runs.size(1) == 5, "runs must be [runs, 5], not ", runs.sizes());
  const int64_t* at = runs.data_ptr<int64_t>();
  for (int64_t r = 0; r < runs.size(0); ++r, at += 5) {
    TORCH_CHECK(at[0] >= 0 && at[1] >= 0 && at[0] + at[1] <= q.size(0), "run ", r, " has queries ", at[0], " to ", at[0] + at[1], " of ", q.size(0));
    TORCH_CHECK(at[2] >= 0 && at[3] >= 0 && at[2] + at[3] <= keys.size(0), "run ", r, " has keys ", at[2], " to ", at[2] + at[3], " of ", keys.size(0));
  }
}

}  // namespace
}  // namespace clt

using namespace clt;

// q [N, heads, width]; keys and values [rows, kv_heads, width]; positions [N] int64; runs [R, 5] int64: first query, queries, first
// key row, keys, position of the first key; bias [heads, 2D-1] or null; slopes [heads] or null. Not differentiable.
CLT_EXPORT Tensor* clt_cascade_attention(Tensor* q, Tensor* keys, Tensor* values, Tensor* positions, Tensor* runs, Tensor* bias,
                                         Tensor* slopes, double scale, double soft_cap, int64_t window, int8_t causal) {
  return guarded([&] {
    const at::NoGradGuard no_grad;
    const Tensor places = positions->to(at::kLong).contiguous(), spans = runs->to(at::kLong).contiguous();
    const Tensor slope = as_float(optional(slopes)), table = as_float(optional(bias));
    check(*q, *keys, *values, places, spans);
    const int64_t radius = table.defined() ? (table.size(1) + 1) / 2 : 1;
    const AttentionShape shape{0, q->size(0), q->size(1), keys->size(1), q->size(2), nullptr, nullptr, static_cast<float>(scale),
                               causal != 0, window, static_cast<float>(soft_cap), slope.defined() ? slope.data_ptr<float>() : nullptr,
                               table.defined() ? table.data_ptr<float>() : nullptr, radius};
    const Cascade cascade{shape, places.data_ptr<int64_t>(), reinterpret_cast<const Run*>(spans.data_ptr<int64_t>()), spans.size(0)};
    if (table.defined()) {
      TORCH_CHECK(table.dim() == 2 && table.size(0) == q->size(1) && table.size(1) % 2 == 1, "RelativeBias must be [heads, odd], not ", table.sizes());
      for (int64_t r = 0; r < cascade.run_count; ++r) {
        const Run& run = cascade.runs[r];
        for (int64_t i = run.first_query; i < run.first_query + run.queries; ++i)
          TORCH_CHECK(cascade.positions[i] - run.position < radius && run.position + run.keys - 1 - cascade.positions[i] < radius,
                      "RelativeBias reaches distance ", radius - 1, ", a query at ", cascade.positions[i], " has keys from ", run.position);
      }
    }
    const Tensor out = at::empty({q->size(0), q->size(1), q->size(2)}, q->options());
    const int64_t chunks = (shape.tokens + chunk - 1) / chunk;
    by_type(*q, [&](auto* type) {
      using T = std::remove_pointer_t<decltype(type)>;
      const Chunk<T> work{cascade, rows<const T>(*q), rows<const T>(*keys), rows<const T>(*values), rows<T>(out)};
      for_each(chunks * shape.kv_heads, q->numel() * 64, [&](int64_t i) { work.task(i % shape.kv_heads, i / shape.kv_heads * chunk); });
    });
    return out;
  });
}
