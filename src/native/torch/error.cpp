#include "error.h"

#include <c10/util/Exception.h>
#include <torch/version.h>

namespace {
thread_local std::string last_error;
}

void clt::set_error(const char* message) { last_error = message; }

// c10 errors carry a native stack trace as well; the first part is what a user can read.
void clt::set_error(const std::exception& error) {
    if (auto* known = dynamic_cast<const c10::Error*>(&error)) {
        last_error = known->what_without_backtrace();
    } else {
        last_error = error.what();
    }
}

// The message of this thread's last failed call (UTF-8, valid until its next failure).
CLT_API const char* clt_last_error() { return last_error.c_str(); }

CLT_API const char* clt_torch_version() { return TORCH_VERSION; }
