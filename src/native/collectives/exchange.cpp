// Sums gradients over processes while the backward pass still runs: a bucket of the flat gradient is sent when its last one is ready.
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/utils/lambda_post_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <memory>
#include <mutex>

#include "group.h"

namespace clt {
namespace {

struct Bucket {
  int64_t start, length;
  int64_t parameters;
  int64_t missing = 0;
};

// The hooks on the parameters outlive the exchange in graphs that are kept: they hold the state weakly.
struct State {
  Group* group;
  Tensor gradient;
  std::vector<Bucket> buckets;
  std::vector<WorkHandle> works;
  size_t next = 0;
  bool armed = false;
  std::mutex gate;

  void arm() {
    for (Bucket& bucket : buckets) bucket.missing = bucket.parameters;
    next = 0;
    armed = true;
    // A bucket without parameters would hold up those behind it.
    send_ready();
  }

  void ready(int64_t index) {
    const std::lock_guard<std::mutex> lock(gate);
    if (!armed) return;
    --buckets[index].missing;
    send_ready();
  }

  // In the order of the list, whatever order gradients come in: processes must agree on the order of their sums.
  void send_ready() {
    while (next < buckets.size() && buckets[next].missing <= 0) send(buckets[next++]);
  }

  void send(const Bucket& bucket) { works.push_back(start_sum(*group, part(gradient, bucket.start, bucket.length))); }
};

}  // namespace

struct Exchange {
  std::shared_ptr<State> state;
  // A leaf knows its accumulator weakly: kept here, else the hook goes with the first graph.
  std::vector<std::shared_ptr<torch::autograd::Node>> accumulators;
  std::vector<uintptr_t> hooks;
};

}  // namespace clt

using namespace clt;

// parameters: leaves whose gradients are views into the flat gradient; owners[i] is the bucket of parameter i. Buckets are sent in the
// order of the list.
CLT_EXPORT Exchange* clt_exchange_open(Group* group, Tensor* gradient, const int64_t* starts, const int64_t* lengths, int64_t buckets,
                                       Tensor** parameters, const int64_t* owners, int64_t count) {
  return guarded([&] {
    auto exchange = std::make_unique<Exchange>();
    exchange->state = std::make_shared<State>();
    State& state = *exchange->state;
    state.group = group;
    state.gradient = *gradient;
    for (int64_t i = 0; i < buckets; ++i) state.buckets.push_back({starts[i], lengths[i], 0});
    for (int64_t i = 0; i < count; ++i) {
      TORCH_CHECK(owners[i] >= 0 && owners[i] < buckets, "a parameter is in no bucket");
      ++state.buckets[owners[i]].parameters;
      auto accumulator = torch::autograd::impl::grad_accumulator(*parameters[i]);
      TORCH_CHECK(accumulator, "a parameter is no leaf that takes a gradient");
      using torch::autograd::variable_list;
      const auto call = [weak = std::weak_ptr<State>(exchange->state), owner = owners[i]](const variable_list& outputs, const variable_list&) {
        if (const auto state = weak.lock()) state->ready(owner);
        return outputs;
      };
      exchange->hooks.push_back(accumulator->add_post_hook(std::make_unique<torch::autograd::utils::LambdaPostHook>(call)));
      exchange->accumulators.push_back(std::move(accumulator));
    }
    return exchange.release();
  });
}

// The next backward pass is the step's last one: buckets go as they become ready.
CLT_EXPORT int32_t clt_exchange_arm(Exchange* exchange) {
  const Exchange* done = guarded([&] {
    exchange->state->arm();
    return exchange;
  });
  return done ? 0 : 1;
}

// Sends what is left, waits for all sums. Returns how many buckets had been sent before the call, or -1 with an error message.
CLT_EXPORT int64_t clt_exchange_finish(Exchange* exchange) {
  State& state = *exchange->state;
  int64_t early = 0;
  const Exchange* done = guarded([&] {
    {
      const std::lock_guard<std::mutex> lock(state.gate);
      early = static_cast<int64_t>(state.next);
      for (size_t i = state.next; i < state.buckets.size(); ++i) state.send(state.buckets[i]);
      // A process without examples in the next step will not arm.
      state.next = 0;
      state.armed = false;
    }
    for (const WorkHandle& work : state.works) work->wait();
    return exchange;
  });
  state.works.clear();
  return done ? early : -1;
}

CLT_EXPORT void clt_exchange_close(Exchange* exchange) {
  for (size_t i = 0; i < exchange->hooks.size(); ++i) exchange->accumulators[i]->del_post_hook(exchange->hooks[i]);
  delete exchange;
}
