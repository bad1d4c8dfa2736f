// Linear layer and cross-entropy in one: rows without a target are never projected, logits exist for one chunk of rows only,
// and the gradients are made in the same pass, so that memory does not grow with tokens x vocabulary.
#include "loss_core.h"

#include "parallel.h"
#include "tensor.h"

namespace clt {
namespace {

constexpr int64_t ignored = -100;

struct Wanted {
  bool hidden, weight, bias;
  bool any() const { return hidden || weight || bias; }
};

// Rows whose logits fill about 2 MiB: enough for the product to run at full rate, little enough to stay in the cache.
// In bf16 eight times as many, since each chunk's share of the weight's gradient is a pass over it besides the product.
int64_t chunk_rows(int64_t vocabulary, bool half) {
  return std::clamp<int64_t>((int64_t{1} << (half ? 22 : 19)) / vocabulary / 32 * 32, 128, 1024);
}

std::vector<int64_t> rows_with_target(const Tensor& targets, int64_t vocabulary) {
  const int64_t* target = targets.data_ptr<int64_t>();
  std::vector<int64_t> rows;
  for (int64_t i = 0; i < targets.numel(); ++i) {
    if (target[i] == ignored) continue;
    TORCH_CHECK(target[i] >= 0 && target[i] < vocabulary, "target ", target[i], " at row ", i, " is outside the vocabulary of ", vocabulary);
    rows.push_back(i);
  }
  return rows;
}

struct Losses {
  Tensor sum, each, dhidden, dweight, dbias;
};

template <typename T>
void gather(const Tensor& from, const int64_t* rows, int64_t count, const Tensor& to) {
  const int64_t width = from.size(1);
  const T* in = from.data_ptr<T>();
  float* out = to.data_ptr<float>();
  for (int64_t i = 0; i < count; ++i)
    for (int64_t d = 0; d < width; ++d) out[i * width + d] = load(in + rows[i] * width + d);
}

Tensor chunk_of(const Tensor& hidden, const int64_t* rows, int64_t count, const Tensor& memory) {
  // Neighbouring fp32 rows are used where they lie.
  if (hidden.scalar_type() == at::kFloat && rows[count - 1] - rows[0] == count - 1) return hidden.narrow(0, rows[0], count);
  const Tensor chunk = memory.narrow(0, 0, count);
  by_type(hidden, [&](auto* type) { gather<std::remove_pointer_t<decltype(type)>>(hidden, rows, count, chunk); });
  return chunk;
}

// The gradients of a chunk where hidden and weight are bf16, with bf16 products: both gradients are rounded to it in the end anyway. The
// logits' own product stays in fp32, as do sums over chunks.
void add_half(Losses& losses, const Tensor& dlogits, const Tensor& hidden, const Tensor& weight, const int64_t* rows, bool first, Wanted wanted) {
  const Tensor rounded = dlogits.to(at::kBFloat16);
  const Tensor places = at::from_blob(const_cast<int64_t*>(rows), {dlogits.size(0)}, at::kLong);
  if (wanted.hidden) losses.dhidden.index_copy_(0, places, at::mm(rounded, weight));
  if (!wanted.weight) return;
  const Tensor part = at::mm(rounded.t(), hidden.index_select(0, places));
  if (first)
    losses.dweight.copy_(part);
  else
    losses.dweight.add_(part);
}

// The weight's gradient is added to `into` where that is there, else made in losses.dweight.
Losses compute(const Tensor& hidden, const Tensor& weight, const Tensor& bias, const Tensor& targets, const LossSettings& settings,
               Wanted wanted, Tensor into) {
  const int64_t width = hidden.size(1), vocabulary = weight.size(0);
  const bool half = hidden.scalar_type() == at::kBFloat16 && weight.scalar_type() == at::kBFloat16;
  const int64_t size = chunk_rows(vocabulary, half);
  const std::vector<int64_t> rows = rows_with_target(targets, vocabulary);
  const int64_t count = static_cast<int64_t>(rows.size());
  const Tensor w = as_float(weight), b = as_float(bias);
  const auto numbers = w.options();
  Losses losses;
  losses.each = at::zeros({hidden.size(0)}, numbers);
  const auto like = half ? hidden.options() : numbers;
  if (wanted.hidden) losses.dhidden = count == hidden.size(0) ? at::empty({count, width}, like) : at::zeros(hidden.sizes(), like);
  if (wanted.weight && !into.defined()) losses.dweight = count > 0 ? at::empty(w.sizes(), numbers) : at::zeros(w.sizes(), numbers);
  if (wanted.bias) losses.dbias = at::zeros({vocabulary}, numbers);
  const Tensor logits_memory = at::empty({std::min(size, count), vocabulary}, numbers);
  const Tensor memory = at::empty({std::min(size, count), width}, numbers);
  float* each = losses.each.data_ptr<float>();
  const int64_t* target = targets.data_ptr<int64_t>();
  for (int64_t first = 0; first < count; first += size) {
    const int64_t n = std::min(size, count - first);
    const int64_t* row = rows.data() + first;
    const Tensor h = chunk_of(hidden, row, n, memory);
    Tensor logits = logits_memory.narrow(0, 0, n);
    if (b.defined())
      at::addmm_out(logits, b, h, w.t());
    else
      at::mm_out(logits, h, w.t());
    float* at = logits.data_ptr<float>();
    for_each(n, n * vocabulary * 32, [&](int64_t i) {
      float* logit = at + i * vocabulary;
      const float loss = cross_entropy_row(settings, logit, vocabulary, target[row[i]], wanted.any());
      const float share = settings.weighted ? std::exp(-loss) : 1.0f;
      if (settings.weighted && wanted.any())
        for (int64_t j = 0; j < vocabulary; ++j) logit[j] *= share;
      each[row[i]] = loss * share;
    });
    if (wanted.bias) losses.dbias.add_(logits.sum(0));
    if (half && !into.defined()) {
      add_half(losses, logits, hidden, weight, row, first == 0, wanted);
      continue;
    }
    if (into.defined())
      into.addmm_(logits.t(), h);
    else if (wanted.weight && first == 0)
      at::mm_out(losses.dweight, logits.t(), h);
    else if (wanted.weight)
      losses.dweight.addmm_(logits.t(), h);
    if (!wanted.hidden) continue;
    if (row[n - 1] - row[0] == n - 1) {
      Tensor dh = losses.dhidden.narrow(0, row[0], n);
      at::mm_out(dh, logits, w);
      continue;
    }
    const Tensor dh = at::mm(logits, w);
    for (int64_t i = 0; i < n; ++i)
      std::copy_n(dh.data_ptr<float>() + i * width, width, losses.dhidden.data_ptr<float>() + row[i] * width);
  }
  double sum = 0.0;
  for (int64_t row : rows) sum += each[row];
  losses.sum = at::scalar_tensor(sum, numbers);
  return losses;
}

struct LinearCrossEntropy : Function<LinearCrossEntropy> {
  static variable_list forward(AutogradContext* context, const Tensor& hidden, const Tensor& weight, const Maybe& maybe_bias,
                               const Tensor& targets, const LossSettings& settings, const Wanted& wanted, const Maybe& into) {
    const Tensor bias = value(maybe_bias);
    const bool add = wanted.weight && into.has_value();
    const Losses losses = compute(hidden, weight, bias, targets, settings, wanted, add ? *into : Tensor());
    context->mark_non_differentiable({losses.each});
    if (add)
      context->save_for_backward({losses.dhidden, Tensor(), losses.dbias, hidden, weight, bias, targets});
    else
      context->save_for_backward({losses.dhidden, losses.dweight, losses.dbias});
    context->saved_data["type"] = static_cast<int64_t>(hidden.scalar_type());
    context->saved_data["weight_type"] = static_cast<int64_t>(weight.scalar_type());
    context->saved_data["used"] = false;
    // Not among the saved tensors: others write to it before the backward pass, as they may.
    context->saved_data["into"] = add ? into : Maybe();
    context->saved_data["settings"] = std::vector<double>{settings.smoothing, settings.soft_cap, settings.scale, settings.z, settings.weighted ? 1.0 : 0.0};
    return {losses.sum, losses.each};
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    TORCH_CHECK(!context->saved_data["used"].toBool(), "LinearCrossEntropy holds its gradients only until the first backward pass");
    context->saved_data["used"] = true;
    const variable_list saved = context->get_saved_variables();
    const float factor = gradients[0].item<float>();
    if (const Maybe into = context->saved_data["into"].toOptional<Tensor>(); into.has_value() && factor != 1.0f) {
      // It was added once and should be there `factor` times: made again, which costs more than a tensor of its own would have.
      const std::vector<double> set = context->saved_data["settings"].toDoubleVector();
      const auto number = [&](int i) { return static_cast<float>(set[i]); };
      const Losses again = compute(saved[3], saved[4], saved[5], saved[6], {number(0), number(1), number(2), number(3), set[4] != 0.0},
                                   {false, true, false}, Tensor());
      at::Tensor(*into).add_(again.dweight, factor - 1.0f);
    }
    const auto scaled = [&](const Tensor& gradient, const char* type) {
      if (!gradient.defined()) return Tensor();
      if (factor != 1.0f) at::Tensor(gradient).mul_(factor);
      return gradient.to(static_cast<at::ScalarType>(context->saved_data[type].toInt()));
    };
    return {scaled(saved[0], "type"), scaled(saved[1], "weight_type"), scaled(saved[2], "weight_type"),
            Variable(),               Variable(),                      Variable(), Variable()};
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// hidden [N, D], weight [V, D], bias [V] or null, targets [N] with -100 where a row is ignored -> sum of the losses (a scalar).
// *each receives the loss of every row [N] (0 where ignored, never differentiated) unless each is null. into [V, D] fp32, or null: the
// weight's gradient is added to it at once; a backward pass that does not begin at the sum itself mends it.
CLT_EXPORT Tensor* clt_linear_cross_entropy(Tensor* hidden, Tensor* weight, Tensor* bias, Tensor* targets, double smoothing,
                                            double soft_cap, double scale, double z, int8_t weighted, Tensor* into, Tensor** each) {
  return guarded([&] {
    TORCH_CHECK(supported(*hidden) && supported(*weight), "hidden and weight must be fp32 or bf16 on the CPU");
    TORCH_CHECK(hidden->dim() == 2 && weight->dim() == 2 && hidden->size(1) == weight->size(1), "hidden ", hidden->sizes(), " and weight ",
                weight->sizes(), " do not fit");
    TORCH_CHECK(!weighted || (smoothing == 0.0 && z == 0.0), "losses weighted with their probability have neither smoothing nor z-loss");
    TORCH_CHECK(targets->numel() == hidden->size(0), targets->numel(), " targets for ", hidden->size(0), " rows");
    TORCH_CHECK(!bias || bias->numel() == weight->size(0), "bias has not one entry for each row of weight");
    TORCH_CHECK(!into || (into->sizes() == weight->sizes() && into->scalar_type() == at::kFloat && into->is_contiguous()), "the gradient's place ",
                into->sizes(), " is not the weight's in fp32");
    const bool on = at::GradMode::is_enabled();
    const Wanted wanted{on && hidden->requires_grad(), on && weight->requires_grad(), on && bias && bias->requires_grad()};
    const LossSettings settings{static_cast<float>(smoothing), static_cast<float>(soft_cap), static_cast<float>(scale), static_cast<float>(z), weighted != 0};
    const variable_list out = LinearCrossEntropy::apply(hidden->contiguous(), weight->contiguous(), maybe(bias),
                                                        targets->to(at::kLong).contiguous(), settings, wanted, maybe(into));
    if (each) *each = new Tensor(out[1]);
    return out[0];
  });
}
