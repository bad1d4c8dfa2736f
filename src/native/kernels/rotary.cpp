// Rotary position embedding of queries and keys as one operation (Su et al., RoFormer), for models that treat them separately
// between projection and attention (norms per head); attention.cpp rotates on its own where nothing stands between.
#include "parallel.h"
#include "simd.h"
#include "tensor.h"

namespace clt {
namespace {

struct Tables {
  Tensor cos, sin, positions;
  bool interleaved;
};

template <typename T>
void rotate_row(const T* x, const float* cos, const float* sin, float direction, int64_t half, int64_t width, bool interleaved, T* y) {
  if (interleaved) {
    for (int64_t i = 0; i < half; ++i) {
      const float a = load(x + 2 * i), b = load(x + 2 * i + 1), s = direction * sin[i];
      store(y + 2 * i, a * cos[i] - b * s);
      store(y + 2 * i + 1, b * cos[i] + a * s);
    }
  } else {
    for (int64_t i = 0; i < half; ++i) {
      const float a = load(x + i), b = load(x + half + i), s = direction * sin[i];
      store(y + i, a * cos[i] - b * s);
      store(y + half + i, b * cos[i] + a * s);
    }
  }
  for (int64_t d = 2 * half; d < width; ++d) y[d] = x[d];
}

Tensor rotate_all(const Tensor& x, const Tables& tables, float direction) {
  const Tensor y = at::empty(x.sizes(), x.options());
  const int64_t heads = x.size(1), width = x.size(2), half = tables.cos.size(1);
  const float *cos = tables.cos.data_ptr<float>(), *sin = tables.sin.data_ptr<float>();
  const int64_t* positions = tables.positions.data_ptr<int64_t>();
  const RowPieces pieces(x.size(0));
  by_type(x, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    const T* in = x.data_ptr<T>();
    T* out = y.data_ptr<T>();
    for_each(pieces.count, x.numel() * 2, [&](int64_t piece) {
      for (int64_t n = pieces.begin(piece); n < pieces.end(piece); ++n)
        for (int64_t h = 0; h < heads; ++h)
          rotate_row(in + n * x.stride(0) + h * x.stride(1), cos + positions[n] * half, sin + positions[n] * half, direction, half,
                     width, tables.interleaved, out + (n * heads + h) * width);
    });
  });
  return y;
}

struct Rotary : Function<Rotary> {
  static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& cos, const Tensor& sin, const Tensor& positions,
                        bool interleaved) {
    context->save_for_backward({cos, sin, positions});
    context->saved_data["interleaved"] = interleaved;
    return rotate_all(x, {cos, sin, positions, interleaved}, 1.0f);
  }

  // A rotation is orthogonal: its gradient is the rotation back.
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const Tables tables{saved[0], saved[1], saved[2], context->saved_data["interleaved"].toBool()};
    const Tensor dy = gradients[0].stride(-1) == 1 ? gradients[0] : gradients[0].contiguous();
    return {rotate_all(dy, tables, -1.0f), Variable(), Variable(), Variable(), Variable()};
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// x [N, heads, width]; cos and sin [positions, R], R <= width / 2 (the rest of a head passes unchanged); positions [N].
CLT_EXPORT Tensor* clt_rotary(Tensor* x, Tensor* cos, Tensor* sin, Tensor* positions, int8_t interleaved) {
  return guarded([&] {
    TORCH_CHECK(supported(*x) && x->dim() == 3, "rotary input must be [tokens, heads, width], fp32 or bf16, on the CPU");
    TORCH_CHECK(cos->dim() == 2 && sin->sizes() == cos->sizes() && 2 * cos->size(1) <= x->size(2), "cos ", cos->sizes(), " and sin ",
                sin->sizes(), " do not fit a head width of ", x->size(2));
    const Tensor places = positions->to(at::kLong).contiguous();
    TORCH_CHECK(places.numel() == x->size(0), places.numel(), " positions for ", x->size(0), " tokens");
    const int64_t* place = places.data_ptr<int64_t>();
    for (int64_t i = 0; i < places.numel(); ++i)
      TORCH_CHECK(place[i] >= 0 && place[i] < cos->size(0), "position ", place[i], " is outside the table of ", cos->size(0));
    const Tensor in = x->stride(-1) == 1 ? *x : x->contiguous();
    return Rotary::apply(in, as_float(*cos), as_float(*sin), places, interleaved != 0);
  });
}
