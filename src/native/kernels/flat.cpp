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
      double sum = 0.0;
#pragma omp simd reduction(+ : sum)
      for (int64_t i = piece * piece_size; i < end; ++i) sum += static_cast<double>(data[i]) * data[i];
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
