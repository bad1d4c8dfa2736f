// Autograd for packed attention: separate queries, keys and values, or one fused projection with rotary positions.
#include "attention_core.h"
#include "tensor.h"

namespace clt {
namespace {

// All that is not differentiated. Plain values are copied into the autograd node, tensors among them are held there.
struct Settings {
  Tensor query_starts, key_starts, slopes, cos, sin, positions;
  double scale, soft_cap;
  int64_t window;
  bool causal, interleaved;
};

struct Call {
  AttentionShape shape;
  Rope rope;
};

Call describe(const Settings& s, int64_t tokens, int64_t heads, int64_t kv_heads, int64_t width, const Tensor& bias) {
  Call call;
  call.shape = {s.query_starts.numel() - 1, tokens, heads, kv_heads, width, s.query_starts.data_ptr<int32_t>(),
                s.key_starts.data_ptr<int32_t>(), static_cast<float>(s.scale), s.causal, s.window, static_cast<float>(s.soft_cap),
                s.slopes.defined() ? s.slopes.data_ptr<float>() : nullptr, bias.defined() ? bias.data_ptr<float>() : nullptr,
                bias.defined() ? (bias.size(1) + 1) / 2 : 1};
  if (s.cos.defined())
    call.rope = {s.cos.data_ptr<float>(), s.sin.data_ptr<float>(), s.positions.data_ptr<int64_t>(), s.cos.size(1), s.interleaved};
  return call;
}

void check_starts(const Tensor& starts, int64_t tokens, const char* name) {
  TORCH_CHECK(starts.dim() == 1 && starts.numel() >= 1, name, " must be [sequences + 1], not ", starts.sizes());
  const int32_t* at = starts.data_ptr<int32_t>();
  TORCH_CHECK(at[0] == 0, name, " must begin with 0, not ", at[0]);
  for (int64_t i = 1; i < starts.numel(); ++i)
    TORCH_CHECK(at[i] >= at[i - 1] && at[i] <= tokens, name, "[", i, "] = ", at[i], " is outside ", at[i - 1], "..", tokens);
}

void check(const Settings& s, int64_t queries, int64_t keys, int64_t heads, int64_t kv_heads, int64_t width, const Tensor& bias) {
  TORCH_CHECK(kv_heads > 0 && heads % kv_heads == 0, heads, " query heads cannot share ", kv_heads, " key heads");
  TORCH_CHECK(width > 0 && width <= 1024, "the head width is ", width, ", not 1 to 1024");
  TORCH_CHECK(s.query_starts.numel() == s.key_starts.numel(), "queries and keys have different numbers of sequences");
  check_starts(s.query_starts, queries, "cuSeqlens");
  check_starts(s.key_starts, keys, "cuSeqlensKeys");
  if (s.slopes.defined()) TORCH_CHECK(s.slopes.numel() == heads, "AlibiSlopes has ", s.slopes.numel(), " entries for ", heads, " heads");
  if (s.cos.defined()) {
    TORCH_CHECK(s.cos.dim() == 2 && s.sin.sizes() == s.cos.sizes() && 2 * s.cos.size(1) <= width,
                "cos ", s.cos.sizes(), " and sin ", s.sin.sizes(), " do not fit a head width of ", width);
    TORCH_CHECK(s.positions.numel() == queries && queries == keys, "positions ", s.positions.sizes(), " for ", queries, " tokens");
    const int64_t* at = s.positions.data_ptr<int64_t>();
    for (int64_t i = 0; i < queries; ++i)
      TORCH_CHECK(at[i] >= 0 && at[i] < s.cos.size(0), "position ", at[i], " is outside the table of ", s.cos.size(0));
  }
  if (!bias.defined()) return;
  TORCH_CHECK(bias.dim() == 2 && bias.size(0) == heads && bias.size(1) % 2 == 1, "RelativeBias must be [heads, odd], not ", bias.sizes());
  const int64_t radius = (bias.size(1) + 1) / 2;
  for (int64_t i = 0; i + 1 < s.key_starts.numel(); ++i) {
    const int64_t length = s.key_starts.data_ptr<int32_t>()[i + 1] - s.key_starts.data_ptr<int32_t>()[i];
    TORCH_CHECK(length <= radius, "RelativeBias reaches distance ", radius - 1, ", a sequence has ", length, " keys");
  }
}

template <typename T>
Rows<T> rows(const Tensor& t) {
  return {t.data_ptr<std::remove_const_t<T>>(), t.stride(0), t.stride(1)};
}

// Views keep their strides; only the innermost dimension must be dense.
Tensor dense(const Tensor& t) { return t.stride(-1) == 1 || t.size(-1) == 1 ? t : t.contiguous(); }

Tensor empty_rows(const Tensor& like, at::IntArrayRef sizes, const Tensor& starts) {
  // Tokens behind the last sequence belong to none: they get zeros.
  const bool covered = starts.data_ptr<int32_t>()[starts.numel() - 1] == sizes[0];
  return covered ? at::empty(sizes, like.options()) : at::zeros(sizes, like.options());
}

// Writes into out and returns the log-sums [tokens, heads].
Tensor forward(const Settings& s, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias, const Tensor& out) {
  const Call call = describe(s, q.size(0), q.size(1), k.size(1), q.size(2), bias);
  const Tensor log_sum = at::empty({q.size(0), q.size(1)}, q.options().dtype(at::kFloat));
  by_type(q, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    attention_forward<T>(call.shape, call.rope, rows<const T>(q), rows<const T>(k), rows<const T>(v), rows<T>(out),
                         log_sum.data_ptr<float>());
  });
  return log_sum;
}

// Writes into dq, dk, dv and returns the gradient of the relative bias (undefined without one).
Tensor backward(const Settings& s, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& bias, const Tensor& out,
                const Tensor& log_sum, const Tensor& gradient, const Tensor& dq, const Tensor& dk, const Tensor& dv) {
  const Call call = describe(s, q.size(0), q.size(1), k.size(1), q.size(2), bias);
  const Tensor dout = dense(gradient);
  Tensor partial;
  if (bias.defined()) partial = at::zeros({call.shape.sequences, bias.size(0), bias.size(1)}, bias.options());
  by_type(q, [&](auto* type) {
    using T = std::remove_pointer_t<decltype(type)>;
    attention_backward<T>(call.shape, call.rope, rows<const T>(q), rows<const T>(k), rows<const T>(v), rows<const T>(out),
                          rows<const T>(dout), log_sum.data_ptr<float>(), rows<T>(dq), rows<T>(dk), rows<T>(dv),
                          bias.defined() ? partial.data_ptr<float>() : nullptr);
  });
  return bias.defined() ? partial.sum(0) : Tensor();
}

// The settings travel as one object: autograd only has to know them as a node member.
struct Held : torch::CustomClassHolder {
  Settings settings;
  explicit Held(const Settings& settings) : settings(settings) {}
};

void hold(AutogradContext* context, const Settings& s) {
  context->saved_data["settings"] = c10::IValue::make_capsule(c10::make_intrusive<Held>(s));
}

const Settings& held(AutogradContext* context) {
  return static_cast<const Held*>(context->saved_data["settings"].toCapsule().get())->settings;
}

struct Attention : Function<Attention> {
  static Tensor forward(AutogradContext* context, const Tensor& q, const Tensor& k, const Tensor& v, const Maybe& maybe_bias,
                        const Settings& s) {
    const Tensor bias = value(maybe_bias);
    const Tensor out = empty_rows(q, q.sizes(), s.query_starts);
    const Tensor log_sum = clt::forward(s, q, k, v, bias, out);
    context->save_for_backward({q, k, v, bias, out, log_sum});
    hold(context, s);
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const Settings& s = held(context);
    const Tensor &q = saved[0], &k = saved[1], &v = saved[2];
    const Tensor dq = empty_rows(q, q.sizes(), s.query_starts);
    const Tensor dk = empty_rows(k, k.sizes(), s.key_starts), dv = empty_rows(v, v.sizes(), s.key_starts);
    const Tensor dbias = clt::backward(s, q, k, v, saved[3], saved[4], saved[5], gradients[0], dq, dk, dv);
    return {dq, dk, dv, dbias, Variable()};
  }
};

// Splits [N, (heads + 2 kv_heads) * width] into views of queries, keys and values.
struct Split {
  Tensor q, k, v;
  Split(const Tensor& qkv, int64_t heads, int64_t kv_heads) {
    const Tensor all = qkv.view({qkv.size(0), heads + 2 * kv_heads, -1});
    q = all.narrow(1, 0, heads);
    k = all.narrow(1, heads, kv_heads);
    v = all.narrow(1, heads + kv_heads, kv_heads);
  }
};

struct QkvAttention : Function<QkvAttention> {
  static Tensor forward(AutogradContext* context, const Tensor& qkv, int64_t heads, int64_t kv_heads, const Settings& s) {
    const Split in(qkv, heads, kv_heads);
    const Tensor out = empty_rows(qkv, {qkv.size(0), heads * in.q.size(2)}, s.query_starts);
    const Tensor log_sum = clt::forward(s, in.q, in.k, in.v, Tensor(), out.view(in.q.sizes()));
    context->save_for_backward({qkv, out, log_sum});
    context->saved_data["heads"] = heads;
    context->saved_data["kv_heads"] = kv_heads;
    hold(context, s);
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const variable_list saved = context->get_saved_variables();
    const Settings& s = held(context);
    const int64_t heads = context->saved_data["heads"].toInt(), kv_heads = context->saved_data["kv_heads"].toInt();
    const Tensor dqkv = empty_rows(saved[0], saved[0].sizes(), s.query_starts);
    const Split in(saved[0], heads, kv_heads), d(dqkv, heads, kv_heads);
    const auto shape = in.q.sizes();
    clt::backward(s, in.q, in.k, in.v, Tensor(), saved[1].view(shape), saved[2], gradients[0].contiguous().view(shape), d.q, d.k, d.v);
    return {dqkv, Variable(), Variable(), Variable()};
  }
};

Tensor starts(const Tensor& t) { return t.to(at::kInt).contiguous(); }

}  // namespace
}  // namespace clt

using namespace clt;

// q [Nq, heads, width], k and v [Nk, kv_heads, width]; starts [sequences + 1]; bias [heads, 2R-1] or null; slopes [heads] or null.
CLT_EXPORT Tensor* clt_attention(Tensor* q, Tensor* k, Tensor* v, Tensor* query_starts, Tensor* key_starts, Tensor* bias,
                                 Tensor* slopes, double scale, double soft_cap, int64_t window, int8_t causal) {
  return guarded([&] {
    const Settings s{starts(*query_starts), starts(*key_starts), as_float(optional(slopes)), {}, {}, {}, scale, soft_cap, window,
                     causal != 0, false};
    TORCH_CHECK(q->dim() == 3 && k->dim() == 3 && v->dim() == 3, "q, k and v must be [tokens, heads, width]");
    TORCH_CHECK(k->sizes() == v->sizes() && q->size(2) == k->size(2), "q ", q->sizes(), ", k ", k->sizes(), " and v ", v->sizes(), " do not fit");
    TORCH_CHECK(supported(*q) && q->scalar_type() == k->scalar_type() && q->scalar_type() == v->scalar_type(),
                "q, k and v must be fp32 or bf16 on the CPU, all alike");
    const Tensor table = as_float(optional(bias));
    check(s, q->size(0), k->size(0), q->size(1), k->size(1), q->size(2), table);
    return Attention::apply(dense(*q), dense(*k), dense(*v), maybe(table), s);
  });
}

// qkv [N, (heads + 2 kv_heads) * width] -> [N, heads * width]; cos and sin [positions, R] or null; positions [N].
CLT_EXPORT Tensor* clt_qkv_attention(Tensor* qkv, int64_t heads, int64_t kv_heads, Tensor* cos, Tensor* sin, Tensor* positions,
                                     int8_t interleaved, Tensor* query_starts, Tensor* slopes, double scale, double soft_cap,
                                     int64_t window, int8_t causal) {
  return guarded([&] {
    Settings s{starts(*query_starts), {}, as_float(optional(slopes)), as_float(optional(cos)), as_float(optional(sin)), {}, scale,
               soft_cap, window, causal != 0, interleaved != 0};
    s.key_starts = s.query_starts;
    if (positions) s.positions = positions->to(at::kLong).contiguous();
    TORCH_CHECK(heads > 0 && kv_heads > 0 && qkv->dim() == 2 && qkv->size(1) % (heads + 2 * kv_heads) == 0, "qkv ", qkv->sizes(),
                " is not [tokens, (", heads, " + 2*", kv_heads, ") * width]");
    TORCH_CHECK(supported(*qkv), "qkv must be fp32 or bf16 on the CPU");
    check(s, qkv->size(0), qkv->size(0), heads, kv_heads, qkv->size(1) / (heads + 2 * kv_heads), Tensor());
    return QkvAttention::apply(qkv->contiguous(), heads, kv_heads, s);
  });
}
