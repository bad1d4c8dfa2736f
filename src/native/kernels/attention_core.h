// Packed variable-length attention on plain pointers: what attention.cpp gives autograd to.
#pragma once
#include <cstdint>

namespace clt {

// Rows of one of q, k, v, their gradients or the output: element (token, head, d) is data[token*row + head*width + d].
template <typename T>
struct Rows {
  T* data;
  int64_t row;
  int64_t head;
};

// Rotary position embedding applied while rows are read; cos == nullptr: none. Tables are [positions, half].
struct Rope {
  const float* cos = nullptr;
  const float* sin = nullptr;
  const int64_t* positions = nullptr;
  int64_t half = 0;
  bool interleaved = false;
};

struct AttentionShape {
  int64_t sequences, tokens, heads, kv_heads, width;
  const int32_t* query_starts;  // [sequences + 1]
  const int32_t* key_starts;    // [sequences + 1]
  float scale;
  bool causal;
  int64_t window;        // 0: none; else keys at distance < window
  float soft_cap;        // 0: none
  const float* slopes;   // ALiBi, [heads] or nullptr
  const float* bias;     // relative bias [heads, 2*radius - 1], entry radius-1 is distance 0, or nullptr
  int64_t radius;
};

// out and log_sum [tokens, heads] are written for every token that a sequence covers.
template <typename T>
void attention_forward(const AttentionShape& shape, const Rope& rope, Rows<const T> q, Rows<const T> k, Rows<const T> v,
                       Rows<T> out, float* log_sum);

// dbias: [sequences*kv_heads, heads/kv_heads, 2*radius - 1] partial sums, zeroed by the caller, or nullptr.
template <typename T>
void attention_backward(const AttentionShape& shape, const Rope& rope, Rows<const T> q, Rows<const T> k, Rows<const T> v,
                        Rows<const T> out, Rows<const T> dout, const float* log_sum, Rows<T> dq, Rows<T> dk, Rows<T> dv,
                        float* dbias);

}  // namespace clt
