#include <malloc.h>

#include "tensor.h"

namespace clt {

std::string& last_error() {
  thread_local std::string message;
  return message;
}

}  // namespace clt

// The calling thread's last error message (UTF-8, valid until its next call); empty when the last call worked.
CLT_EXPORT const char* clt_kernels_error() { return clt::last_error().c_str(); }

// Raised by one with every change of an entry point's parameters, so that an old library is not called wrongly.
CLT_EXPORT int64_t clt_kernels_version() { return 4; }

// A training step allocates and frees the same activations again and again. By default glibc returns large blocks to the
// system each time, and the next step pays for zeroed pages; after this call freed memory stays with the process.
CLT_EXPORT void clt_kernels_keep_memory() {
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, -1);
}
