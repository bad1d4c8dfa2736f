// What a handle is made of: its lifetime, its description and its memory.
#include <algorithm>

#include "error.h"
#include "value.h"

using at::Tensor;

CLT_API void clt_tensor_free(Tensor* tensor) { delete tensor; }

// Another handle of the same tensor.
CLT_API Tensor* clt_tensor_alias(const Tensor* tensor) { return new Tensor(*tensor); }

CLT_API int64_t clt_tensor_dim(const Tensor* tensor) { return tensor->dim(); }

CLT_API int64_t clt_tensor_numel(const Tensor* tensor) { return tensor->numel(); }

CLT_API void clt_tensor_sizes(const Tensor* tensor, int64_t* into) { std::copy_n(tensor->sizes().data(), tensor->dim(), into); }

CLT_API bool clt_tensor_strides(const Tensor* tensor, int64_t* into) {
    return clt::guarded([&] { std::copy_n(tensor->strides().data(), tensor->dim(), into); });
}

CLT_API int64_t clt_tensor_storage_offset(const Tensor* tensor) { return tensor->storage_offset(); }

CLT_API int32_t clt_tensor_dtype(const Tensor* tensor) { return static_cast<int32_t>(tensor->scalar_type()); }

CLT_API int64_t clt_tensor_element_size(const Tensor* tensor) { return tensor->element_size(); }

// Type in the high half, index in the low half.
CLT_API int64_t clt_tensor_device(const Tensor* tensor) {
    auto device = tensor->device();
    return static_cast<int64_t>(device.type()) << 32 | static_cast<uint8_t>(device.index());
}

CLT_API bool clt_tensor_is_contiguous(const Tensor* tensor) { return tensor->is_contiguous(); }

CLT_API bool clt_tensor_is_leaf(const Tensor* tensor) { return tensor->is_leaf(); }

CLT_API bool clt_tensor_is_sparse(const Tensor* tensor) { return tensor->is_sparse(); }

CLT_API bool clt_tensor_is_pinned(const Tensor* tensor) { return tensor->is_pinned(); }

CLT_API bool clt_tensor_requires_grad(const Tensor* tensor) { return tensor->requires_grad(); }

CLT_API bool clt_tensor_set_requires_grad(Tensor* tensor, bool value) {
    return clt::guarded([&] { tensor->set_requires_grad(value); });
}

// Null where the tensor has no gradient.
CLT_API Tensor* clt_tensor_grad(const Tensor* tensor) {
    return clt::guarded(static_cast<Tensor*>(nullptr), [&] { return clt::to_handle(tensor->grad()); });
}

CLT_API bool clt_tensor_set_grad(Tensor* tensor, const Tensor* grad) {
    return clt::guarded([&] { tensor->mutable_grad() = clt::from_handle(grad); });
}

CLT_API bool clt_tensor_retain_grad(Tensor* tensor) {
    return clt::guarded([&] { tensor->retain_grad(); });
}

// The first element's address; null where there is none.
CLT_API void* clt_tensor_data(const Tensor* tensor) {
    return clt::guarded(static_cast<void*>(nullptr), [&] { return tensor->data_ptr(); });
}

// A tensor over memory that the caller keeps alive until `release(context)` is called.
CLT_API Tensor* clt_tensor_from_memory(void* data, const int64_t* sizes, int32_t dims, int32_t dtype, void (*release)(void*), void* context) {
    return clt::guarded(static_cast<Tensor*>(nullptr), [&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        auto deleter = [release, context](void*) { release(context); };
        return clt::to_handle(at::from_blob(data, at::IntArrayRef(sizes, dims), deleter, options));
    });
}

// Makes the first tensor share the second one's storage, size and autograd state (`x.data = y` in Python).
CLT_API bool clt_tensor_set_data(Tensor* tensor, const Tensor* data) {
    return clt::guarded([&] { tensor->set_data(*data); });
}
