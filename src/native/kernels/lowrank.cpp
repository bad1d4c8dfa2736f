// A linear layer with low-rank adapters (Hu et al. 2021, arXiv 2106.09685): x W^T, to which each part adds s (x A^T) B^T on its columns.
// The low-rank products are fp32 and run over rows while they are in the cache; in fp32 nothing as wide as the layer is written but the
// result.
#include "skinny.h"
#include "tensor.h"

namespace clt {
namespace {

struct Part {
  int64_t first, columns;  // of the layer's outputs
  int64_t rank, at;        // columns of the middle, the rank rounded up to whole vectors
  double scale;
  int64_t room() const { return round_up(rank, lanes); }
};

struct Shape {
  int64_t rows, in, out, middle;
  std::vector<Part> parts;
};

struct LowRank : Function<LowRank> {
  // [in, middle]: the parts' A^T beside each other, zeros where a rank is no whole number of vectors.
  static Tensor downs(const Shape& s, at::TensorList matrices) {
    const Tensor all = at::zeros({s.in, s.middle}, matrices[0].options());
    for (size_t i = 0; i < s.parts.size(); ++i) all.narrow(1, s.parts[i].at, s.parts[i].rank).copy_(matrices[2 * i].t());
    return all;
  }

  // [columns, room]: s B with zeros behind its columns.
  static Tensor up(const Part& part, const Tensor& b) {
    const Tensor all = at::zeros({part.columns, part.room()}, b.options());
    all.narrow(1, 0, part.rank).copy_(b).mul_(part.scale);
    return all;
  }

  // Where to add in fp32 to a product: itself, or zeros to be added to it.
  static Tensor sums_for(const Tensor& product) {
    return product.scalar_type() == at::kFloat ? product : at::zeros(product.sizes(), product.options().dtype(at::kFloat));
  }

  static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight, at::TensorList matrices, const Shape& s) {
    const Tensor y = at::mm(x, weight.t()), wide = as_float(x), sums = sums_for(y);
    const Tensor down = downs(s, matrices), middle = at::empty({s.rows, s.middle}, down.options());
    std::vector<Tensor> ups;
    for (size_t i = 0; i < s.parts.size(); ++i) ups.push_back(up(s.parts[i], matrices[2 * i + 1]).t().contiguous());
    const float *in = wide.data_ptr<float>(), *a = down.data_ptr<float>();
    float *u = middle.data_ptr<float>(), *out = sums.data_ptr<float>();
    const RowPieces pieces(s.rows);
    for_each(pieces.count, s.rows * s.middle * (s.in + s.out), [&](int64_t piece) {
      const int64_t begin = pieces.begin(piece), n = pieces.end(piece) - begin;
      float* row = u + begin * s.middle;
      rows_times(in + begin * s.in, s.in, a, s.middle, row, s.middle, n, s.middle, s.in, false);
      for (size_t i = 0; i < s.parts.size(); ++i) {
        const Part& part = s.parts[i];
        rows_times(row + part.at, s.middle, ups[i].data_ptr<float>(), part.columns, out + begin * s.out + part.first, s.out, n, part.columns,
                   part.room(), true);
      }
    });
    if (!sums.is_same(y)) Tensor(y).add_(sums);
    variable_list saved = {x, weight, middle};
    saved.insert(saved.end(), matrices.begin(), matrices.end());
    context->save_for_backward(saved);
    std::vector<int64_t> places;
    std::vector<double> scales;
    for (const Part& part : s.parts) {
      places.push_back(part.first);
      scales.push_back(part.scale);
    }
    context->saved_data["places"] = places;
    context->saved_data["scales"] = scales;
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients);
};

Shape shape_of(const Tensor& x, const Tensor& weight, at::TensorList matrices, const std::vector<int64_t>& places, const std::vector<double>& scales) {
  Shape s{x.size(0), x.size(1), weight.size(0), 0, {}};
  for (size_t i = 0; i < places.size(); ++i) {
    const Tensor &a = matrices[2 * i], &b = matrices[2 * i + 1];
    TORCH_CHECK(a.dim() == 2 && b.dim() == 2 && a.size(0) == b.size(1) && a.size(1) == s.in, "A ", a.sizes(), " and B ", b.sizes(),
                " do not fit ", weight.sizes());
    TORCH_CHECK(places[i] >= 0 && places[i] + b.size(0) <= s.out, "the part at ", places[i], " reaches outside of ", s.out, " outputs");
    TORCH_CHECK(s.in % lanes == 0 && b.size(0) % lanes == 0, "sizes ", s.in, " and ", b.size(0), " are no multiples of ", lanes);
    s.parts.push_back({places[i], b.size(0), a.size(0), s.middle, scales[i]});
    s.middle += s.parts.back().room();
  }
  return s;
}

// [k, m] = a^T b over all rows, each thread its own rows of the result.
Tensor transposed_product(const float* a, int64_t lda, const Tensor& b, int64_t first, int64_t m, int64_t rows, int64_t k) {
  constexpr int64_t piece = 64;
  const Tensor c = at::empty({k, m}, b.options());
  const float* right = b.data_ptr<float>() + first;
  float* out = c.data_ptr<float>();
  for_each((k + piece - 1) / piece, rows * k * m, [&](int64_t i) {
    const int64_t begin = i * piece;
    columns_times(a + begin, lda, right, b.size(1), out + begin * m, m, rows, m, std::min(piece, k - begin));
  });
  return c;
}

variable_list LowRank::backward(AutogradContext* context, variable_list gradients) {
  const variable_list saved = context->get_saved_variables();
  const Tensor &x = saved[0], &weight = saved[1], &middle = saved[2], dy = gradients[0].contiguous();
  const at::TensorList matrices = at::TensorList(saved).slice(3);
  const Shape s = shape_of(x, weight, matrices, context->saved_data["places"].toIntVector(), context->saved_data["scales"].toDoubleVector());
  const Tensor dx = context->needs_input_grad(0) ? at::mm(dy, weight) : Tensor(), sums = dx.defined() ? sums_for(dx) : Tensor();
  const Tensor wide = as_float(x), wide_dy = as_float(dy);
  const Tensor dmiddle = at::empty_like(middle), down = downs(s, matrices).t().contiguous();
  std::vector<Tensor> ups;
  for (size_t i = 0; i < s.parts.size(); ++i) ups.push_back(up(s.parts[i], matrices[2 * i + 1]));
  const float* sent = wide_dy.data_ptr<float>();
  float *du = dmiddle.data_ptr<float>(), *back = dx.defined() ? sums.data_ptr<float>() : nullptr;
  const RowPieces pieces(s.rows);
  for_each(pieces.count, s.rows * s.middle * (s.in + s.out), [&](int64_t piece) {
    const int64_t begin = pieces.begin(piece), n = pieces.end(piece) - begin;
    float* row = du + begin * s.middle;
    for (size_t i = 0; i < s.parts.size(); ++i) {
      const Part& part = s.parts[i];
      rows_times(sent + begin * s.out + part.first, s.out, ups[i].data_ptr<float>(), part.room(), row + part.at, s.middle, n, part.room(),
                 part.columns, false);
    }
    if (back) rows_times(row, s.middle, down.data_ptr<float>(), s.in, back + begin * s.in, s.in, n, s.in, s.middle, true);
  });
  if (dx.defined() && !sums.is_same(dx)) Tensor(dx).add_(sums);
  variable_list result = {dx, context->needs_input_grad(1) ? at::mm(dy.t(), x) : Tensor()};
  const Tensor ddown = transposed_product(wide.data_ptr<float>(), s.in, dmiddle, 0, s.middle, s.rows, s.in);
  for (size_t i = 0; i < s.parts.size(); ++i) {
    const Part& part = s.parts[i];
    const Tensor dup = transposed_product(sent + part.first, s.out, middle, part.at, part.room(), s.rows, part.columns);
    result.push_back(ddown.narrow(1, part.at, part.rank).t().contiguous());
    result.push_back(dup.narrow(1, 0, part.rank).mul(part.scale));
  }
  result.push_back(Variable());
  return result;
}

}  // namespace
}  // namespace clt

using namespace clt;

// x [N, in], weight [out, in]; part i adds scales[i] (x a[i]^T) b[i]^T to the columns from places[i] on. x and weight are fp32 or bf16 alike, the
// rest fp32; `in` and the rows of each b are multiples of 16.
CLT_EXPORT Tensor* clt_low_rank(Tensor* x, Tensor* weight, Tensor** a, Tensor** b, const int64_t* places, const double* scales, int64_t parts) {
  return guarded([&] {
    TORCH_CHECK(x->dim() == 2 && weight->dim() == 2 && x->size(1) == weight->size(1), "x ", x->sizes(), " and weight ", weight->sizes(), " do not fit");
    std::vector<Tensor> matrices;
    for (int64_t i = 0; i < parts; ++i) {
      matrices.push_back(a[i]->contiguous());
      matrices.push_back(b[i]->contiguous());
    }
    for (const Tensor& tensor : matrices) TORCH_CHECK(tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat, "adapters are fp32 on the CPU");
    TORCH_CHECK(supported(*x) && x->scalar_type() == weight->scalar_type(), "x and weight must both be fp32 or both bf16");
    const Shape shape = shape_of(*x, *weight, matrices, {places, places + parts}, {scales, scales + parts});
    return LowRank::apply(x->contiguous(), weight->contiguous(), at::TensorList(matrices), shape);
  });
}
