// Gated activations: y = act(gate) * up from one projection that holds both (Shazeer, GLU variants). Only the input is kept
// for the backward pass, which makes the activation again.
#include "parallel.h"
#include "simd.h"
#include "tensor.h"

namespace clt {
namespace {

struct Activated {
  float value, slope;
};

struct Silu {
  static Activated at(float x) {
    const float s = sigmoid(x);
    return {x * s, s * (1.0f + x * (1.0f - s))};
  }
};

struct Gelu {
  static Activated at(float x) {
    const float p = normal_cdf(x);
    return {x * p, p + x * 0.398942280f * exp_fast(-0.5f * x * x)};
  }
};

struct GeluTanh {
  static Activated at(float x) {
    const float c = 0.797884561f, cubic = 0.044715f;
    const float t = tanh_fast(c * (x + cubic * x * x * x));
    return {0.5f * x * (1.0f + t), 0.5f * (1.0f + t) + 0.5f * x * (1.0f - t * t) * c * (1.0f + 3.0f * cubic * x * x)};
  }
};

struct Relu {
  static Activated at(float x) { return {x > 0.0f ? x : 0.0f, x > 0.0f ? 1.0f : 0.0f}; }
};

template <typename Kind, typename T>
void forward_rows(const Tensor& x, const Tensor& y) {
  const int64_t rows = y.size(0), width = y.size(1);
  const T* in = x.data_ptr<T>();
  T* out = y.data_ptr<T>();
  const RowPieces pieces(rows);
  for_each(pieces.count, rows * width * 16, [&](int64_t piece) {
    for (int64_t r = pieces.begin(piece); r < pieces.end(piece); ++r) {
      const T *gate = in + r * 2 * width, *up = gate + width;
      T* row = out + r * width;
#pragma omp simd
      for (int64_t d = 0; d < width; ++d) store(row + d, Kind::at(load(gate + d)).value * load(up + d));
    }
  });
}

template <typename Kind, typename T>
void backward_rows(const Tensor& x, const Tensor& dy, const Tensor& dx) {
  const int64_t rows = dy.size(0), width = dy.size(1);
  const T *in = x.data_ptr<T>(), *gradient = dy.data_ptr<T>();
  T* out = dx.data_ptr<T>();
  const RowPieces pieces(rows);
  for_each(pieces.count, rows * width * 24, [&](int64_t piece) {
    for (int64_t r = pieces.begin(piece); r < pieces.end(piece); ++r) {
      const T *gate = in + r * 2 * width, *up = gate + width, *g = gradient + r * width;
      T *dgate = out + r * 2 * width, *dup = dgate + width;
#pragma omp simd
      for (int64_t d = 0; d < width; ++d) {
        const Activated a = Kind::at(load(gate + d));
        const float upstream = load(g + d);
        store(dgate + d, upstream * load(up + d) * a.slope);
        store(dup + d, upstream * a.value);
      }
    }
  });
}

template <typename Body>
void by_kind(int64_t kind, const Body& body) {
  switch (kind) {
    case 0: return body(Silu{});
    case 1: return body(Gelu{});
    case 2: return body(GeluTanh{});
    case 3: return body(Relu{});
    default: TORCH_CHECK(false, "there is no activation number ", kind);
  }
}

struct Gated : Function<Gated> {
  static Tensor forward(AutogradContext* context, const Tensor& x, int64_t kind) {
    const Tensor y = at::empty({x.size(0), x.size(1) / 2}, x.options());
    by_kind(kind, [&](auto function) {
      by_type(x, [&](auto* type) { forward_rows<decltype(function), std::remove_pointer_t<decltype(type)>>(x, y); });
    });
    context->save_for_backward({x});
    context->saved_data["kind"] = kind;
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const Tensor x = context->get_saved_variables()[0], dy = gradients[0].contiguous(), dx = at::empty_like(x);
    by_kind(context->saved_data["kind"].toInt(), [&](auto function) {
      by_type(x, [&](auto* type) { backward_rows<decltype(function), std::remove_pointer_t<decltype(type)>>(x, dy, dx); });
    });
    return {dx, Variable()};
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// x [N, 2F], gate first -> [N, F]. kind: 0 SiLU, 1 GELU, 2 GELU (tanh form), 3 ReLU.
CLT_EXPORT Tensor* clt_gated(Tensor* x, int64_t kind) {
  return guarded([&] {
    TORCH_CHECK(supported(*x) && x->dim() == 2 && x->size(1) % 2 == 0, "a gated activation takes [tokens, 2F] in fp32 or bf16, not ",
                x->sizes());
    return Gated::apply(x->contiguous(), kind);
  });
}
