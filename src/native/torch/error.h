// Errors cross the C boundary as a thread's last message; a call returns false (or null) when it left one.
#pragma once
#include <exception>
#include <string>

#define CLT_API extern "C" __attribute__((visibility("default")))

namespace clt {

void set_error(const char* message);
void set_error(const std::exception& error);

// Runs `body`; returns its value, or `fallback` after keeping the message of what it threw.
template <typename Body, typename Result>
Result guarded(Result fallback, Body body) {
    try {
        return body();
    } catch (const std::exception& error) {
        set_error(error);
    } catch (...) {
        set_error("an unknown native exception");
    }
    return fallback;
}

template <typename Body>
bool guarded(Body body) {
    return guarded(false, [&] {
        body();
        return true;
    });
}

}  // namespace clt
