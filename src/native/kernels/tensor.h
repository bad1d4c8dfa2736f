// What every binding file needs: tensors, autograd functions, argument checks and the way errors cross into managed code.
#pragma once
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <string>

#define CLT_EXPORT extern "C" __attribute__((visibility("default")))

namespace clt {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// The calling thread's last error; empty after a call that worked.
std::string& last_error();

// Runs body and returns its tensor in a new handle, which the caller owns; nullptr and last_error() on failure.
template <typename Body>
Tensor* guarded(const Body& body) {
  try {
    last_error().clear();
    return new Tensor(body());
  } catch (const c10::Error& error) {
    last_error() = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error() = error.what();
  }
  return nullptr;
}

inline Tensor optional(const Tensor* tensor) { return tensor ? *tensor : Tensor(); }

// Autograd functions take tensors that may be missing as optionals: an undefined tensor has no device to remember.
using Maybe = c10::optional<Tensor>;
inline Maybe maybe(const Tensor* tensor) { return tensor ? Maybe(*tensor) : Maybe(); }
inline Maybe maybe(const Tensor& tensor) { return tensor.defined() ? Maybe(tensor) : Maybe(); }
inline Tensor value(const Maybe& tensor) { return tensor.has_value() ? *tensor : Tensor(); }

inline bool supported(const Tensor& t) {
  return t.device().is_cpu() && (t.scalar_type() == at::kFloat || t.scalar_type() == at::kBFloat16);
}

// A contiguous fp32 copy or the tensor itself; undefined stays undefined.
inline Tensor as_float(const Tensor& t) { return t.defined() ? t.to(at::kFloat).contiguous() : t; }

// Calls body with a null pointer of the element type, to choose a template instance.
template <typename Body>
void by_type(const Tensor& t, const Body& body) {
  if (t.scalar_type() == at::kFloat)
    body(static_cast<float*>(nullptr));
  else
    body(static_cast<c10::BFloat16*>(nullptr));
}

}  // namespace clt
