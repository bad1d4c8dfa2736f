// Groups of processes over libtorch's c10d: a TCP store for the meeting, Gloo for the sums.
#include "group.h"

namespace clt {

std::string& last_error() {
  thread_local std::string message;
  return message;
}

namespace {

using std::chrono::milliseconds;

c10d::TCPStoreOptions store_options(uint16_t port, bool server, int64_t timeout) {
  c10d::TCPStoreOptions options;
  options.port = port;
  options.isServer = server;
  // Nobody can come before the port is known, so the server does not wait for anybody.
  options.waitWorkers = false;
  options.timeout = milliseconds(timeout);
  return options;
}

using Store = c10::intrusive_ptr<c10d::TCPStore>;

}  // namespace
}  // namespace clt

using namespace clt;

// The calling thread's last error message (UTF-8, valid until its next call); empty when the last call worked.
CLT_EXPORT const char* clt_collectives_error() { return last_error().c_str(); }

// Raised by one with every change of an entry point's parameters, so that an old library is not called wrongly.
CLT_EXPORT int64_t clt_collectives_version() { return 2; }

// Opens a meeting place on a port that the system chooses. timeout: milliseconds that its clients wait for each other.
CLT_EXPORT Store* clt_store_open(int64_t timeout) {
  return guarded([&] { return new Store(c10::make_intrusive<c10d::TCPStore>("localhost", store_options(0, true, timeout))); });
}

CLT_EXPORT int32_t clt_store_port(Store* store) { return (*store)->getPort(); }

CLT_EXPORT Store* clt_store_connect(const char* host, int32_t port, int64_t timeout) {
  return guarded([&] {
    return new Store(c10::make_intrusive<c10d::TCPStore>(host, store_options(static_cast<uint16_t>(port), false, timeout)));
  });
}

// Returns 0, or 1 with an error message.
CLT_EXPORT int32_t clt_store_set(Store* store, const char* key, const char* text) {
  return guarded([&] {
           const std::string value(text);
           (*store)->set(key, std::vector<uint8_t>(value.begin(), value.end()));
           return store;
         })
             ? 0
             : 1;
}

// Copies the text of a key (UTF-8, cut to size - 1 bytes) without waiting for it. Returns its length, -1 where there is none yet, or -2
// with an error message.
CLT_EXPORT int64_t clt_store_get(Store* store, const char* key, char* text, int64_t size) {
  int64_t length = -1;
  const Store* done = guarded([&] {
    if (!(*store)->check({key})) return store;
    const std::vector<uint8_t> value = (*store)->get(key);
    length = std::min<int64_t>(static_cast<int64_t>(value.size()), size - 1);
    std::copy_n(value.begin(), length, text);
    text[length] = 0;
    return store;
  });
  return done ? length : -2;
}

CLT_EXPORT void clt_store_free(Store* store) { delete store; }

// Joins the group; returns when all processes have. address: the one of this machine to be reached at, or null for that of its host name.
// timeout: milliseconds that a collective waits for the other processes.
CLT_EXPORT Group* clt_group_join(Store* store, int32_t rank, int32_t size, const char* address, int64_t timeout) {
  return guarded([&] {
    auto options = c10d::ProcessGroupGloo::Options::create(milliseconds(timeout));
    options->devices.push_back(address ? c10d::ProcessGroupGloo::createDeviceForHostname(address)
                                       : c10d::ProcessGroupGloo::createDefaultDevice());
    // One thread runs the collectives, in the order in which they were started.
    options->threads = 1;
    return new Group{*store, c10::make_intrusive<c10d::ProcessGroupGloo>(*store, rank, size, options)};
  });
}

CLT_EXPORT void clt_group_leave(Group* group) { delete group; }

// Starts the sum of flat[start, start + length) over all processes, in place. The handle is given back with clt_work_wait.
CLT_EXPORT WorkHandle* clt_group_sum(Group* group, Tensor* flat, int64_t start, int64_t length) {
  return guarded([&] { return new WorkHandle(start_sum(*group, part(*flat, start, length))); });
}

// Starts the copy of flat[start, start + length) from one process to all.
CLT_EXPORT WorkHandle* clt_group_broadcast(Group* group, Tensor* flat, int64_t start, int64_t length, int32_t root) {
  return guarded([&] {
    std::vector<Tensor> tensors{part(*flat, start, length)};
    c10d::BroadcastOptions options;
    options.rootRank = root;
    return new WorkHandle(group->processes->broadcast(tensors, options));
  });
}

CLT_EXPORT WorkHandle* clt_group_barrier(Group* group) {
  return guarded([&] { return new WorkHandle(group->processes->barrier()); });
}

// Waits for the end and frees the handle. Returns 0, or 1 with an error message.
CLT_EXPORT int32_t clt_work_wait(WorkHandle* work) {
  const bool* done = guarded([&] {
    static const bool yes = true;
    (*work)->wait();
    return &yes;
  });
  delete work;
  return done ? 0 : 1;
}
