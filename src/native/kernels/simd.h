// Element functions that compilers turn into vector code (no branches, no calls), and conversions of the element types.
// Accuracy: a few units in the last place of fp32; NaN stays NaN.
#pragma once
#include <c10/util/BFloat16.h>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace clt {

inline float bits_to_float(int32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

inline int32_t float_to_bits(float value) {
  int32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

inline float load(const float* p) { return *p; }
inline float load(const c10::BFloat16* p) { return bits_to_float(static_cast<int32_t>(p->x) << 16); }
inline void store(float* p, float value) { *p = value; }
inline void store(c10::BFloat16* p, float value) {
  // Round to nearest even; a NaN keeps its sign and stays quiet.
  const uint32_t bits = static_cast<uint32_t>(float_to_bits(value));
  const uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  p->x = static_cast<uint16_t>(value != value ? ((bits >> 16) | 0x40u) : rounded);
}

// exp by range reduction to |r| <= ln2/2 and the degree-7 polynomial of Cephes; arguments are clamped to where fp32 is normal.
inline float exp_fast(float x) {
  x = x < -87.33f ? -87.33f : x;
  x = x > 88.3f ? 88.3f : x;
  const float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const float y = p * r * r + r + 1.0f;
  return y * bits_to_float((static_cast<int32_t>(n) + 127) << 23);
}

inline float sigmoid(float x) { return 1.0f / (1.0f + exp_fast(-x)); }

// tanh: an odd polynomial (Cephes) near zero, else from exp.
inline float tanh_fast(float x) {
  const float a = std::fabs(x);
  const float far = 1.0f - 2.0f / (exp_fast(2.0f * a) + 1.0f);
  const float z = a * a;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z - 5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z - 3.33332819422e-1f;
  const float near = a + a * z * p;
  const float y = a < 0.625f ? near : far;
  return x < 0.0f ? -y : y;
}

// Standard normal distribution function from erfc's Chebyshev fit (Numerical Recipes, section 6.2; relative error 1.2e-7).
inline float normal_cdf(float x) {
  const float z = std::fabs(x) * 0.707106781f;
  const float t = 1.0f / (1.0f + 0.5f * z);
  float p = 0.17087277f;
  p = p * t - 0.82215223f;
  p = p * t + 1.48851587f;
  p = p * t - 1.13520398f;
  p = p * t + 0.27886807f;
  p = p * t - 0.18628806f;
  p = p * t + 0.09678418f;
  p = p * t + 0.37409196f;
  p = p * t + 1.00002368f;
  p = p * t - 1.26551223f;
  const float tail = 0.5f * t * exp_fast(p - z * z);
  return x < 0.0f ? tail : 1.0f - tail;
}

}  // namespace clt
