// Adafactor (Shazeer and Stern 2018) over one flat fp32 buffer, in transformers' order of operations.
#include "flat.h"

namespace clt {
namespace {

// A tensor in the buffer. A vector keeps its second moments whole, a matrix only their row and column means.
struct Part : Range {
  int64_t state;  // where its second moments stand

  int64_t states() const { return columns == 1 ? length : rows() + columns; }
};

struct Adafactor {
  float *p, *g, *second, *first;
  c10::BFloat16* copy;
  double rate, clip, decay2, beta1, eps1, eps2, threshold;
  bool scale, clear;

  double mean_square(const float* x, int64_t count) const {
    const RowPieces pieces(count);
    std::vector<double> sums(pieces.count);
    for_each(pieces.count, count * 2, [&](int64_t k) {
      double sum = 0.0;
#pragma omp simd reduction(+ : sum)
      for (int64_t i = pieces.begin(k); i < pieces.end(k); ++i) sum += static_cast<double>(x[i]) * x[i];
      sums[k] = sum;
    });
    double sum = 0.0;
    for (double part : sums) sum += part;
    return sum / count;
  }

  // Brings row and column means of the squared gradient up to date.
  void moments(const Part& part) const {
    const int64_t rows = part.rows(), columns = part.columns;
    const RowPieces pieces(rows);
    std::vector<double> sums(pieces.count * columns);
    float *row = second + part.state, *column = row + rows;
    const float* grad = g + part.start;
    for_each(pieces.count, rows * columns * 4, [&](int64_t k) {
      double* sum = sums.data() + k * columns;
      for (int64_t r = pieces.begin(k); r < pieces.end(k); ++r) {
        double total = 0.0;
#pragma omp simd reduction(+ : total)
        for (int64_t c = 0; c < columns; ++c) {
          const double x = grad[r * columns + c] * clip, square = x * x + eps1;
          total += square;
          sum[c] += square;
        }
        row[r] = static_cast<float>(row[r] * decay2 + total / columns * (1.0 - decay2));
      }
    });
    for (int64_t c = 0; c < columns; ++c) {
      double total = 0.0;
      for (int64_t k = 0; k < pieces.count; ++k) total += sums[k * columns + c];
      column[c] = static_cast<float>(column[c] * decay2 + total / rows * (1.0 - decay2));
    }
  }

  // Replaces the gradient of a part by its update before it is clipped and scaled.
  void precondition(const Part& part) const {
    const int64_t rows = part.rows(), columns = part.columns;
    float* grad = g + part.start;
    float* row = second + part.state;
    const float factor = static_cast<float>(clip);
    if (columns == 1) {
      for (int64_t i = 0; i < rows; ++i) {
        const float x = grad[i] * factor;
        row[i] = static_cast<float>(row[i] * decay2 + (static_cast<double>(x) * x + eps1) * (1.0 - decay2));
        grad[i] = x / std::sqrt(row[i]);
      }
      return;
    }
    moments(part);
    double mean = 0.0;
    for (int64_t r = 0; r < rows; ++r) mean += row[r];
    mean /= rows;
    std::vector<float> by_column(columns);
    for (int64_t c = 0; c < columns; ++c) by_column[c] = 1.0f / std::sqrt(row[rows + c]);
    const RowPieces pieces(rows);
    for_each(pieces.count, rows * columns * 2, [&](int64_t k) {
      for (int64_t r = pieces.begin(k); r < pieces.end(k); ++r) {
        const float by_row = static_cast<float>(factor / std::sqrt(row[r] / mean));
#pragma omp simd
        for (int64_t c = 0; c < columns; ++c) grad[r * columns + c] *= by_row * by_column[c];
      }
    });
  }

  void update(const Part& part) const {
    const int64_t count = part.length;
    float *weights = p + part.start, *grad = g + part.start, *mean = first ? first + part.start : nullptr;
    precondition(part);
    double size = rate * part.rate_scale;
    if (scale) size *= std::max(eps2, std::sqrt(mean_square(weights, count)));
    const double rms = std::sqrt(mean_square(grad, count));
    const float step = static_cast<float>(size / std::max(1.0, rms / threshold)), keep = static_cast<float>(1.0 - part.weight_decay * size);
    const float old1 = static_cast<float>(beta1), new1 = static_cast<float>(1.0 - beta1);
    const RowPieces pieces(count);
    for_each(pieces.count, count * 4, [&](int64_t k) {
      const int64_t begin = pieces.begin(k), end = pieces.end(k);
      if (mean) {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) {
          mean[i] = mean[i] * old1 + grad[i] * step * new1;
          weights[i] = weights[i] * keep - mean[i];
        }
      } else {
#pragma omp simd
        for (int64_t i = begin; i < end; ++i) weights[i] = weights[i] * keep - grad[i] * step;
      }
      if (clear) std::fill(grad + begin, grad + end, 0.0f);
      if (copy)
        for (int64_t i = begin; i < end; ++i) copy[part.start + i] = weights[i];
    });
  }
};

}  // namespace
}  // namespace clt

using namespace clt;

// One step on ranges that are single tensors; the gradient's content is used up. second: the second moments of all ranges, that of range i
// at places[i]; first: the first moment, shaped as the parameters, or null. scale: multiply the rate by the root mean square of the weights. Returns 0 or 1.
CLT_EXPORT int32_t clt_adafactor(const FlatStep* s, const int64_t* places, Tensor* second, Tensor* first, double decay2,
                                 double beta1, double eps1, double eps2, double threshold, int8_t scale) {
  Tensor* done = guarded([&] {
    const int64_t count = s->p->numel(), states = second->numel();
    const Adafactor step{flat(s->p, count, "the parameters"), flat(s->g, count, "the gradient"), flat(second, states, "the second moments"),
                         first ? flat(first, count, "the first moment") : nullptr,
                         s->copy ? s->copy->data_ptr<c10::BFloat16>() : nullptr, s->rate, s->clip, decay2, beta1, eps1, eps2, threshold,
                         scale != 0, s->clear != 0};
    for (int64_t i = 0; i < s->range_count; ++i) {
      const Part part{s->ranges[i], places[i]};
      TORCH_CHECK(part.start >= 0 && part.length >= 0 && part.start + part.length <= count && part.state >= 0 &&
                      part.state + part.states() <= states,
                  "a range reaches outside the buffer");
      step.update(part);
    }
    return Tensor();
  });
  if (!done) return 1;
  delete done;
  return 0;
}
