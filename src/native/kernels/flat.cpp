// Checks and sums over flat fp32 buffers.
#include "flat.h"

namespace clt {

float* flat(const Tensor* t, int64_t count, const char* name) {
  TORCH_CHECK(t->device().is_cpu() && t->scalar_type() == at::kFloat && t->is_contiguous() && t->numel() == count, name,
              " must be a contiguous fp32 buffer of ", count, " on the CPU");
  return t->data_ptr<float>();
}

}  // namespace clt

using namespace clt;

// Sum of squares of a flat buffer, added in double over fixed pieces: the same bits on any number of threads. Returns 0 or 1.
CLT_EXPORT int32_t clt_square_sum(Tensor* g, double* result) {
  Tensor* done = guarded([&] {
    const int64_t count = g->numel(), pieces = (count + piece_size - 1) / piece_size;
    const float* data = flat(g, count, "the gradient");
    std::vector<double> sums(pieces);
    for_each(pieces, count * 4, [&](int64_t piece) {
      const int64_t end = std::min(count, (piece + 1) * piece_size);
      // Many sums beside each other: one alone waits for each addition.
      constexpr int64_t beside = 32;
      double partial[beside] = {};
      int64_t i = piece * piece_size;
      for (; i + beside <= end; i += beside)
        for (int64_t k = 0; k < beside; ++k) partial[k] += static_cast<double>(data[i + k]) * data[i + k];
      for (; i < end; ++i) partial[0] += static_cast<double>(data[i]) * data[i];
      double sum = 0.0;
      for (double part : partial) sum += part;
      sums[piece] = sum;
    });
    *result = 0.0;
    for (double sum : sums) *result += sum;
    return Tensor();
  });
  if (!done) return 1;
  delete done;
  return 0;
}
