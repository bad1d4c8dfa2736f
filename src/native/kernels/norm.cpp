// Autograd for RMSNorm and LayerNorm, with or without the residual addition before them.
#include "norm_core.h"
#include "tensor.h"

namespace clt {
namespace {

NormShape describe(const Tensor& x, const Tensor& weight, const Tensor& bias, bool centre, double eps) {
  const int64_t width = x.size(-1);
  return {x.numel() / std::max<int64_t>(width, 1), width, weight.numel() / std::max<int64_t>(width, 1), centre,
          static_cast<float>(eps), weight.data_ptr<float>(), bias.defined() ? bias.data_ptr<float>() : nullptr};
}

template <typename T>
T* data_or_null(const Tensor& t) {
  return t.defined() ? t.data_ptr<T>() : nullptr;
}

struct Norm : Function<Norm> {
  // Returns {y} or, with a residual, {y, x + residual}. `offset` is added to the weight (Gemma's 1 + weight).
  static variable_list forward(AutogradContext* context, const Tensor& x, const Maybe& maybe_residual, const Tensor& weight,
                               const Maybe& maybe_bias, bool centre, double eps, double offset) {
    const Tensor residual = value(maybe_residual), bias = value(maybe_bias), shift = as_float(bias);
    const Tensor scale = offset == 0.0 ? as_float(weight) : as_float(weight) + offset;
    const NormShape s = describe(x, scale, shift, centre, eps);
    Tensor y = at::empty_like(x), total = residual.defined() ? at::empty_like(x) : Tensor();
    const auto numbers = x.options().dtype(at::kFloat);
    const Tensor inverse = at::empty({s.rows}, numbers), mean = centre ? at::empty({s.rows}, numbers) : Tensor();
    by_type(x, [&](auto* type) {
      using T = std::remove_pointer_t<decltype(type)>;
      norm_forward<T>(s, x.data_ptr<T>(), data_or_null<T>(residual), data_or_null<T>(total), y.data_ptr<T>(),
                      data_or_null<float>(mean), inverse.data_ptr<float>());
    });
    context->set_materialize_grads(false);
    context->save_for_backward({residual.defined() ? total : x, weight, bias, mean, inverse});
    context->saved_data["centre"] = centre;
    context->saved_data["eps"] = eps;
    context->saved_data["offset"] = offset;
    context->saved_data["residual"] = residual.defined();
    if (residual.defined()) return {y, total};
    return {y};
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const Tensor &x = saved[0], &weight = saved[1], &bias = saved[2], &mean = saved[3], &inverse = saved[4];
    const bool added = context->saved_data["residual"].toBool();
    const Tensor direct = added && gradients[1].defined() ? gradients[1].contiguous() : Tensor();
    if (!gradients[0].defined()) return {direct, direct, Variable(), Variable(), Variable(), Variable(), Variable()};
    const Tensor dy = gradients[0].contiguous(), dx = at::empty_like(x);
    const double offset = context->saved_data["offset"].toDouble();
    const Tensor scale = offset == 0.0 ? as_float(weight) : as_float(weight) + offset;
    const NormShape s = describe(x, scale, Tensor(), context->saved_data["centre"].toBool(), context->saved_data["eps"].toDouble());
    const RowPieces pieces(s.rows);
    Tensor dweight, dbias;
    if (context->needs_input_grad(added ? 2 : 1)) dweight = at::zeros({pieces.count, weight.numel()}, scale.options());
    if (bias.defined() && context->needs_input_grad(added ? 3 : 2)) dbias = at::zeros({pieces.count, weight.numel()}, scale.options());
    by_type(x, [&](auto* type) {
      using T = std::remove_pointer_t<decltype(type)>;
      norm_backward<T>(s, x.data_ptr<T>(), data_or_null<float>(mean), inverse.data_ptr<float>(), dy.data_ptr<T>(),
                       data_or_null<T>(direct), dx.data_ptr<T>(), data_or_null<float>(dweight), data_or_null<float>(dbias));
    });
    if (dweight.defined()) dweight = dweight.sum(0).view(weight.sizes()).to(weight.scalar_type());
    if (dbias.defined()) dbias = dbias.sum(0).view(bias.sizes()).to(bias.scalar_type());
    return {dx, added ? dx : Tensor(), dweight, dbias, Variable(), Variable(), Variable()};
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// x [..., width]; weight and bias [width] or [groups, width] where groups is x's next dimension; residual and bias may be null.
// Returns norm(x) or norm(x + residual); the sum goes to *total as a new handle when there is a residual.
CLT_EXPORT Tensor* clt_norm(Tensor* x, Tensor* residual, Tensor* weight, Tensor* bias, int8_t centre, double eps, double offset,
                            Tensor** total) {
  return guarded([&] {
    TORCH_CHECK(supported(*x) && x->dim() >= 1, "x must be fp32 or bf16 on the CPU with at least one dimension");
    TORCH_CHECK(weight->dim() >= 1 && weight->dim() <= x->dim() && weight->sizes() == x->sizes().slice(x->dim() - weight->dim()),
                "weight ", weight->sizes(), " is not the end of x ", x->sizes());
    TORCH_CHECK(!bias || bias->sizes() == weight->sizes(), "bias and weight differ in shape");
    TORCH_CHECK(!residual || (residual->sizes() == x->sizes() && residual->scalar_type() == x->scalar_type()),
                "x and residual differ in shape or type");
    const variable_list out = Norm::apply(x->contiguous(), residual ? Maybe(residual->contiguous()) : Maybe(), *weight,
                                          maybe(bias), centre != 0, eps, offset);
    if (residual) *total = new Tensor(out[1]);
    return out[0];
  });
}
