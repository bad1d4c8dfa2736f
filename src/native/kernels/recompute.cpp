// A part of a model whose activations are not kept: the backward pass computes it again (Chen et al. 2016, arXiv 1604.06174).
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

#include "tensor.h"

namespace clt {
namespace {

// Computes the part from new handles of its inputs, which it owns, and sets handles of its outputs, which stay its own until it is released.
// Returns 0, or writes a message (UTF-8, ended by 0).
using Compute = int32_t (*)(void* context, Tensor** inputs, Tensor** outputs, char* message, int64_t capacity);
using Release = void (*)(void* context);

struct Recompute : torch::autograd::Node {
  std::vector<Tensor> inputs;
  int64_t outputs = 0;
  Compute compute = nullptr;
  Release release = nullptr;
  void* context = nullptr;

  explicit Recompute(torch::autograd::edge_list&& edges) : Node(std::move(edges)) {}
  ~Recompute() override { drop(); }

  std::string name() const override { return "Recompute"; }
  void release_variables() override { drop(); }

  variable_list apply(variable_list&& gradients) override {
    TORCH_CHECK(context, "the activations of a part were released: it was differentiated before");
    variable_list leaves;
    std::vector<Tensor*> given;
    for (size_t i = 0; i < inputs.size(); ++i) {
      leaves.push_back(inputs[i].defined() ? inputs[i].detach().requires_grad_(task_should_compute_output(i)) : Tensor());
      given.push_back(leaves[i].defined() ? new Tensor(leaves[i]) : nullptr);
    }
    std::vector<Tensor*> results(outputs);
    char message[1024] = "";
    {
      const at::AutoGradMode record(true);
      TORCH_CHECK(compute(context, given.data(), results.data(), message, sizeof message) == 0, message);
    }
    variable_list roots, root_gradients;
    for (int64_t i = 0; i < outputs; ++i) {
      if (!gradients[i].defined() || !results[i]->requires_grad()) continue;
      roots.push_back(*results[i]);
      root_gradients.push_back(gradients[i]);
    }
    if (!roots.empty()) torch::autograd::backward(roots, root_gradients);
    variable_list made;
    for (const Tensor& leaf : leaves) made.push_back(leaf.defined() ? leaf.grad() : Tensor());
    return made;
  }

 private:
  void drop() {
    inputs.clear();
    if (context) release(context);
    context = nullptr;
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// Joins outputs, which were computed from the inputs and cut off from their graph, to the inputs again. The context is released when the
// graph no longer needs it, or at once on failure. An input that is missing is null. Returns 0, or 1 with an error message.
CLT_EXPORT int32_t clt_recompute(Tensor** inputs, int64_t input_count, Tensor** outputs, int64_t output_count, Compute compute,
                                 Release release, void* context) {
  const Tensor* done = guarded([&] {
    variable_list given;
    for (int64_t i = 0; i < input_count; ++i) given.push_back(optional(inputs[i]));
    const auto node = std::shared_ptr<Recompute>(new Recompute(torch::autograd::collect_next_edges(given)), torch::autograd::deleteNode);
    node->compute = compute;
    node->release = release;
    node->context = context;
    node->outputs = output_count;
    for (const Tensor& input : given) node->inputs.push_back(input.defined() ? input.detach() : input);
    for (int64_t i = 0; i < output_count; ++i) torch::autograd::set_history(*outputs[i], node);
    return Tensor();
  });
  delete done;
  return done ? 0 : 1;
}
