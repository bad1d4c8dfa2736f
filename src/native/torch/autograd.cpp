// Differentiation, and the modes that switch it off.
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

#include "error.h"
#include "value.h"

using at::Tensor;

namespace {

std::vector<Tensor> tensors_of(Tensor* const* handles, int32_t count) {
    std::vector<Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; ++i) tensors.push_back(clt::from_handle(handles[i]));
    return tensors;
}

clt::optional<bool> flag(int32_t value) { return value < 0 ? clt::nullopt : clt::optional<bool>(value != 0); }

}  // namespace

// retain_graph: 1, 0, or -1 for "as create_graph". No gradients (0) means ones, for scalars only.
CLT_API bool clt_autograd_backward(Tensor* const* roots, int32_t root_count, Tensor* const* gradients, int32_t gradient_count,
                                   int32_t retain_graph, bool create_graph, Tensor* const* inputs, int32_t input_count) {
    return clt::guarded([&] {
        torch::autograd::backward(tensors_of(roots, root_count), tensors_of(gradients, gradient_count), flag(retain_graph),
                                  create_graph, tensors_of(inputs, input_count));
    });
}

// Writes one handle per input; null where an input is not used and `allow_unused` lets that pass.
CLT_API bool clt_autograd_grad(Tensor* const* outputs, int32_t output_count, Tensor* const* inputs, int32_t input_count,
                               Tensor* const* gradients, int32_t gradient_count, int32_t retain_graph, bool create_graph,
                               bool allow_unused, Tensor** results) {
    return clt::guarded([&] {
        auto grads = torch::autograd::grad(tensors_of(outputs, output_count), tensors_of(inputs, input_count),
                                           tensors_of(gradients, gradient_count), flag(retain_graph), create_graph, allow_unused);
        for (int32_t i = 0; i < input_count; ++i) results[i] = clt::to_handle(std::move(grads[i]));
    });
}

CLT_API bool clt_autograd_enabled() { return at::GradMode::is_enabled(); }

CLT_API void clt_autograd_set_enabled(bool enabled) { at::GradMode::set_enabled(enabled); }

CLT_API bool clt_inference_enabled() { return c10::InferenceMode::is_enabled(); }

CLT_API c10::InferenceMode* clt_inference_enter(bool enabled) {
    return clt::guarded(static_cast<c10::InferenceMode*>(nullptr), [&] { return new c10::InferenceMode(enabled); });
}

CLT_API void clt_inference_leave(c10::InferenceMode* mode) { delete mode; }
