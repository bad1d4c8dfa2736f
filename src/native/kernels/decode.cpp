// Attention of one new token a sequence against its cache: each key and value is read once for all query heads that share it.
#include <limits>

#include "matmul.h"
#include "parallel.h"
#include "simd.h"
#include "tensor.h"

namespace clt {
namespace {

struct Decode {
  int64_t heads, kv_heads, width, window;
  float scale, soft_cap;
  const float* slopes;
};

template <typename T>
void attend(const Decode& d, const T* q, const T* keys, const T* values, int64_t key_step, int64_t value_step, int64_t length,
            int64_t kv_head, T* out) {
  const int64_t group = d.heads / d.kv_heads, first = d.window > 0 ? std::max<int64_t>(0, length - d.window) : 0;
  const int64_t seen = length - first;
  float* scores = scratch(2, group * seen + 2 * d.width);
  float *query = scores + group * seen, *sum = query + d.width;
  for (int64_t g = 0; g < group; ++g) {
    const int64_t head = kv_head * group + g;
    float* s = scores + g * seen;
    float top = -std::numeric_limits<float>::infinity(), total = 0.0f;
    for (int64_t i = 0; i < d.width; ++i) query[i] = load(q + head * d.width + i) * d.scale;
    for (int64_t j = 0; j < seen; ++j) {
      const T* key = keys + (first + j) * key_step;
      float dot = 0.0f;
#pragma omp simd reduction(+ : dot)
      for (int64_t i = 0; i < d.width; ++i) dot += query[i] * load(key + i);
      if (d.soft_cap > 0.0f) dot = d.soft_cap * tanh_fast(dot / d.soft_cap);
      if (d.slopes) dot += d.slopes[head] * static_cast<float>(first + j - (length - 1));
      s[j] = dot;
      top = std::max(top, dot);
    }
    for (int64_t j = 0; j < seen; ++j) {
      s[j] = exp_fast(s[j] - top);
      total += s[j];
    }
    std::fill_n(sum, d.width, 0.0f);
    for (int64_t j = 0; j < seen; ++j) {
      const T* row = values + (first + j) * value_step;
      for (int64_t i = 0; i < d.width; ++i) sum[i] += s[j] * load(row + i);
    }
    const float inverse = total > 0.0f ? 1.0f / total : 0.0f;
    for (int64_t i = 0; i < d.width; ++i) store(out + head * d.width + i, sum[i] * inverse);
  }
}

}  // namespace
}  // namespace clt

using namespace clt;

// q [B, heads, width]; keys and values [B, T, kv_heads, width] (any strides, the last dense); lengths [B] int32 in 0..T, the new
// token's own key included -> [B, heads, width]. Not differentiable.
CLT_EXPORT Tensor* clt_kv_attention(Tensor* q, Tensor* keys, Tensor* values, Tensor* lengths, Tensor* slopes, double scale,
                                    double soft_cap, int64_t window) {
  return guarded([&] {
    const at::NoGradGuard no_grad;
    TORCH_CHECK(q->dim() == 3 && keys->dim() == 4 && keys->sizes() == values->sizes(), "q must be [B, heads, width], the caches [B, T, kv_heads, width]");
    TORCH_CHECK(supported(*q) && q->scalar_type() == keys->scalar_type() && q->scalar_type() == values->scalar_type(),
                "q and the caches must be fp32 or bf16 on the CPU, all alike");
    TORCH_CHECK(q->size(0) == keys->size(0) && q->size(2) == keys->size(3) && q->size(1) % keys->size(2) == 0, "q ", q->sizes(),
                " does not fit caches of ", keys->sizes());
    TORCH_CHECK(keys->stride(3) == 1 && values->stride(3) == 1, "the caches' last dimension must be dense");
    const Tensor in = q->contiguous(), counts = lengths->to(at::kInt).contiguous(), slope = as_float(optional(slopes));
    TORCH_CHECK(counts.numel() == q->size(0), counts.numel(), " lengths for ", q->size(0), " sequences");
    const int32_t* length = counts.data_ptr<int32_t>();
    for (int64_t b = 0; b < q->size(0); ++b)
      TORCH_CHECK(length[b] >= 0 && length[b] <= keys->size(1), "length ", length[b], " is outside the cache of ", keys->size(1));
    const Decode d{q->size(1), keys->size(2), q->size(2), window, static_cast<float>(scale), static_cast<float>(soft_cap),
                   slope.defined() ? slope.data_ptr<float>() : nullptr};
    const Tensor out = at::empty_like(in);
    by_type(in, [&](auto* type) {
      using T = std::remove_pointer_t<decltype(type)>;
      for_each(q->size(0) * d.kv_heads, keys->size(1) * in.numel() * 4, [&](int64_t i) {
        const int64_t b = i / d.kv_heads, h = i % d.kv_heads, at = b * d.heads * d.width;
        attend<T>(d, in.data_ptr<T>() + at, keys->data_ptr<T>() + b * keys->stride(0) + h * keys->stride(2),
                  values->data_ptr<T>() + b * values->stride(0) + h * values->stride(2), keys->stride(1), values->stride(1), length[b],
                  h, out.data_ptr<T>() + at);
      });
    });
    return out;
  });
}
