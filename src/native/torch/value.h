// One argument or result of an operator as it crosses the C boundary; the managed twin is TorchSharp.Native.Value.
#pragma once
#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdint>
#include <optional>

namespace clt {

// libtorch had an optional of its own before it took the standard's; newer versions drop the old name.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
template <typename T>
using optional = std::optional<T>;
constexpr auto nullopt = std::nullopt;
#else
template <typename T>
using optional = c10::optional<T>;
constexpr auto nullopt = c10::nullopt;
#endif

enum class Tag : int32_t {
    Default = 0,     // the schema's own default value
    None = 1,
    Tensor = 2,      // pointer: at::Tensor*
    Int = 3,         // integer; also dtypes, layouts and memory formats
    Double = 4,      // real
    Bool = 5,        // integer
    IntList = 6,     // pointer: int64_t[length]
    TensorList = 7,  // pointer: at::Tensor*[length], where null is an absent tensor
    String = 8,      // pointer: UTF-8, closed by a zero
    Generator = 9,   // pointer: at::Generator*
    Device = 10,     // integer: type in the high half, index in the low half
    DoubleList = 11, // pointer: double[length]
};

struct Value {
    Tag tag;
    int32_t length;
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
};
static_assert(sizeof(Value) == 16, "the managed side counts on 16 bytes");

// A handle owns one reference; an undefined tensor has no handle.
inline at::Tensor* to_handle(at::Tensor tensor) {
    return tensor.defined() ? new at::Tensor(std::move(tensor)) : nullptr;
}

inline at::Tensor from_handle(const at::Tensor* handle) { return handle ? *handle : at::Tensor(); }

}  // namespace clt
