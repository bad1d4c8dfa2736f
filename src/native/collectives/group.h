// What the collectives share: a group of processes, and the way errors cross into managed code.
#pragma once
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <string>
#include <vector>

#define CLT_EXPORT extern "C" __attribute__((visibility("default")))

namespace clt {

using at::Tensor;
using WorkHandle = decltype(std::declval<c10d::ProcessGroupGloo>().barrier());

// The store stays open as long as the group: its server lives in rank 0.
struct Group {
  c10::intrusive_ptr<c10d::TCPStore> store;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> processes;
};

// The calling thread's last error; empty after a call that worked.
std::string& last_error();

// Runs body and returns its pointer; nullptr and last_error() on failure.
template <typename Body>
auto guarded(const Body& body) -> decltype(body()) {
  try {
    last_error().clear();
    return body();
  } catch (const c10::Error& error) {
    last_error() = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error() = error.what();
  }
  return nullptr;
}

// The elements [start, start + length) of a flat tensor, as a view.
inline Tensor part(const Tensor& flat, int64_t start, int64_t length) {
  TORCH_CHECK(flat.dim() == 1 && flat.is_contiguous(), "collectives take flat, contiguous tensors");
  TORCH_CHECK(start >= 0 && length >= 0 && start + length <= flat.numel(), "the range reaches outside the tensor");
  return flat.detach().narrow(0, start, length);
}

// Starts the sum of a view over all processes, in place. Every process must start its sums in the same order.
inline WorkHandle start_sum(Group& group, const Tensor& view) {
  std::vector<Tensor> tensors{view};
  return group.processes->allreduce(tensors);
}

}  // namespace clt
