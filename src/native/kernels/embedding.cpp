// Embedding lookup whose gradient adds the rows of each id in the order of their positions: the same sums on any thread count.
#include <cstring>

#include "parallel.h"
#include "simd.h"
#include "tensor.h"

namespace clt {
namespace {

// Positions sorted by id: those of id v are order[start[v] .. start[v + 1]).
struct Segments {
  std::vector<int64_t> start, order;
  Segments(const int64_t* ids, int64_t count, int64_t vocabulary) : start(vocabulary + 1, 0), order(count) {
    for (int64_t i = 0; i < count; ++i) ++start[ids[i] + 1];
    for (int64_t v = 0; v < vocabulary; ++v) start[v + 1] += start[v];
    std::vector<int64_t> next(start.begin(), start.end() - 1);
    for (int64_t i = 0; i < count; ++i) order[next[ids[i]]++] = i;
  }
};

struct Embedding : Function<Embedding> {
  static Tensor forward(AutogradContext* context, const Tensor& weight, const Tensor& ids, const Maybe& into) {
    const int64_t count = ids.numel(), bytes = weight.size(1) * weight.element_size();
    auto sizes = ids.sizes().vec();
    sizes.push_back(weight.size(1));
    const Tensor y = at::empty(sizes, weight.options());
    const char* rows = static_cast<const char*>(weight.data_ptr());
    char* out = static_cast<char*>(y.data_ptr());
    const int64_t* id = ids.data_ptr<int64_t>();
    const RowPieces pieces(count);
    for_each(pieces.count, count * weight.size(1), [&](int64_t piece) {
      for (int64_t i = pieces.begin(piece); i < pieces.end(piece); ++i) std::memcpy(out + i * bytes, rows + id[i] * bytes, bytes);
    });
    context->save_for_backward({ids});
    // Not among the saved tensors: others write to it before the backward pass, as they may.
    context->saved_data["into"] = into;
    context->saved_data["vocabulary"] = weight.size(0);
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const Tensor ids = context->get_saved_variables()[0], dy = gradients[0].contiguous();
    const Tensor into = value(context->saved_data["into"].toOptional<Tensor>());
    const int64_t vocabulary = context->saved_data["vocabulary"].toInt(), width = dy.size(-1);
    const Tensor dweight = into.defined() ? into : at::zeros({vocabulary, width}, dy.options());
    const Segments segments(ids.data_ptr<int64_t>(), ids.numel(), vocabulary);
    const RowPieces pieces(vocabulary);
    by_type(dy, [&](auto* type) {
      using T = std::remove_pointer_t<decltype(type)>;
      const T* in = dy.data_ptr<T>();
      T* out = dweight.data_ptr<T>();
      for_each(pieces.count, ids.numel() * width + vocabulary, [&](int64_t piece) {
        float* sum = scratch(2, width);
        for (int64_t v = pieces.begin(piece); v < pieces.end(piece); ++v) {
          if (segments.start[v] == segments.start[v + 1]) continue;
          for (int64_t d = 0; d < width; ++d) sum[d] = load(out + v * width + d);
          for (int64_t s = segments.start[v]; s < segments.start[v + 1]; ++s) {
            const T* row = in + segments.order[s] * width;
            for (int64_t d = 0; d < width; ++d) sum[d] += load(row + d);
          }
          for (int64_t d = 0; d < width; ++d) store(out + v * width + d, sum[d]);
        }
      });
    });
    return {into.defined() ? Variable() : dweight, Variable(), Variable()};
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// weight [V, D], ids [...] in 0..V-1 -> [..., D]. into [V, D] or null: the backward pass adds the rows of these ids to it, and gives the
// weight no gradient of its own.
CLT_EXPORT Tensor* clt_embedding(Tensor* weight, Tensor* ids, Tensor* into) {
  return guarded([&] {
    TORCH_CHECK(supported(*weight) && weight->dim() == 2, "an embedding is [vocabulary, width] in fp32 or bf16, not ", weight->sizes());
    TORCH_CHECK(!into || (into->sizes() == weight->sizes() && into->scalar_type() == weight->scalar_type() && into->is_contiguous()),
                "the gradient's place ", into->sizes(), " is not like the weight");
    const Tensor indices = ids->to(at::kLong).contiguous();
    const int64_t* id = indices.data_ptr<int64_t>();
    for (int64_t i = 0; i < indices.numel(); ++i)
      TORCH_CHECK(id[i] >= 0 && id[i] < weight->size(0), "token id ", id[i], " at place ", i, " is outside the vocabulary of ",
                  weight->size(0));
    return Embedding::apply(weight->contiguous(), indices, maybe(into));
  });
}
