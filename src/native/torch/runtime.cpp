// Random generators, threads and devices.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <mutex>

#include "error.h"
#include "value.h"

using at::Generator;

CLT_API Generator* clt_generator_default(int64_t device) {
    return clt::guarded(static_cast<Generator*>(nullptr), [&] {
        auto type = static_cast<c10::DeviceType>(device >> 32);
        return new Generator(at::globalContext().defaultGenerator(c10::Device(type, static_cast<c10::DeviceIndex>(device & 0xff))));
    });
}

// A fresh generator beside the default one. A copy of the device's own is the way that needs no CUDA header.
CLT_API Generator* clt_generator_new(int64_t device, uint64_t seed) {
    return clt::guarded(static_cast<Generator*>(nullptr), [&] {
        auto type = static_cast<c10::DeviceType>(device >> 32);
        auto index = static_cast<c10::DeviceIndex>(device & 0xff);
        auto generator = type == c10::DeviceType::CPU ? at::detail::createCPUGenerator()
                                                      : at::globalContext().defaultGenerator(c10::Device(type, index)).clone();
        generator.set_current_seed(seed);
        return new Generator(std::move(generator));
    });
}

CLT_API void clt_generator_free(Generator* generator) { delete generator; }

CLT_API int64_t clt_generator_device(const Generator* generator) {
    auto device = generator->device();
    return static_cast<int64_t>(device.type()) << 32 | static_cast<uint8_t>(device.index());
}

CLT_API bool clt_generator_set_seed(Generator* generator, uint64_t seed) {
    return clt::guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_current_seed(seed);
    });
}

CLT_API uint64_t clt_generator_seed(const Generator* generator) { return generator->current_seed(); }

// Seeds from the machine's own entropy and returns that seed.
CLT_API uint64_t clt_generator_reseed(Generator* generator) {
    return clt::guarded(uint64_t{0}, [&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        return generator->seed();
    });
}

CLT_API at::Tensor* clt_generator_get_state(Generator* generator) {
    return clt::guarded(static_cast<at::Tensor*>(nullptr), [&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        return clt::to_handle(generator->get_state());
    });
}

CLT_API bool clt_generator_set_state(Generator* generator, const at::Tensor* state) {
    return clt::guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        generator->set_state(*state);
    });
}

// Seeds the default generators of every device.
CLT_API bool clt_manual_seed(uint64_t seed) {
    return clt::guarded([&] { at::manual_seed(seed); });
}

CLT_API int32_t clt_get_num_threads() { return at::get_num_threads(); }

CLT_API bool clt_set_num_threads(int32_t count) {
    return clt::guarded([&] { at::set_num_threads(count); });
}

CLT_API int32_t clt_get_num_interop_threads() { return at::get_num_interop_threads(); }

CLT_API bool clt_set_num_interop_threads(int32_t count) {
    return clt::guarded([&] { at::set_num_interop_threads(count); });
}

CLT_API bool clt_set_deterministic(bool value) {
    return clt::guarded([&] { at::globalContext().setDeterministicAlgorithms(value, false); });
}

CLT_API int32_t clt_cuda_device_count() {
    return clt::guarded(0, [&] {
        if (!c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) return 0;
        return static_cast<int32_t>(c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount());
    });
}

CLT_API bool clt_cuda_has_cudnn() {
    return clt::guarded(false, [&] { return at::detail::getCUDAHooks().hasCuDNN(); });
}

CLT_API bool clt_cuda_synchronize(int32_t device) {
    return clt::guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(device); });
}
