// Parallel loops of the kernels. Work is cut into pieces that never depend on the number of threads, so that every sum is
// taken in the same order on one core and on many.
#pragma once
#include <ATen/Parallel.h>
#include <algorithm>
#include <cstdint>
#include <vector>

namespace clt {

// Calls body(i) for i in [0, count), each exactly once, handed out one by one since pieces may be of unequal cost.
// `work` is the whole loop's cost in about one floating-point operation; below `threshold` one thread is faster.
template <typename Body>
inline void for_each(int64_t count, int64_t work, const Body& body, int64_t threshold = 1 << 17) {
#ifdef _OPENMP
  const int threads = static_cast<int>(std::min<int64_t>(count, at::get_num_threads()));
  if (threads > 1 && work >= threshold && !at::in_parallel_region()) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t i = 0; i < count; ++i) body(i);
    return;
  }
#endif
  for (int64_t i = 0; i < count; ++i) body(i);
}

// Rows are cut into at most 64 pieces of at least 32 rows, whatever the machine: partial sums over pieces stay few and fixed.
struct RowPieces {
  int64_t rows, size, count;
  explicit RowPieces(int64_t rows) : rows(rows), size(std::max<int64_t>(32, (rows + 63) / 64)), count((rows + size - 1) / size) {}
  int64_t begin(int64_t i) const { return i * size; }
  int64_t end(int64_t i) const { return std::min(rows, (i + 1) * size); }
};

// Memory of the calling thread that is kept between calls; its content is whatever the last user left.
inline float* scratch(int slot, size_t floats) {
  thread_local std::vector<float> slots[4];
  auto& memory = slots[slot];
  if (memory.size() < floats) memory.resize(floats);
  return memory.data();
}

}  // namespace clt
