// Vectors of fp32 as wide as the processor's registers, for loops that are too short or too odd for the compiler's own.
#pragma once
#include <cstdint>

namespace clt {

#if defined(__AVX512F__)
constexpr int lanes = 16;
#else
constexpr int lanes = 8;
#endif
typedef float Vec __attribute__((vector_size(lanes * 4), aligned(4), may_alias));
typedef int32_t IntVec __attribute__((vector_size(lanes * 4)));

constexpr int64_t round_up(int64_t n, int64_t unit) { return (n + unit - 1) / unit * unit; }
constexpr int64_t round_down(int64_t n, int64_t unit) { return n / unit * unit; }

inline Vec read(const float* p) { return *reinterpret_cast<const Vec*>(p); }
inline void write(float* p, Vec v) { *reinterpret_cast<Vec*>(p) = v; }
inline Vec fill(float x) { return Vec{} + x; }

// {first, first + 1, ...}
inline IntVec count_from(int64_t first) {
  IntVec v{};
  for (int i = 0; i < lanes; ++i) v[i] = i;
  return v + static_cast<int32_t>(first);
}

inline float sum_of(Vec v) {
  float part[lanes];
  for (int i = 0; i < lanes; ++i) part[i] = v[i];
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) part[i] += part[i + half];
  return part[0];
}

inline float max_of(Vec v) {
  float part[lanes];
  for (int i = 0; i < lanes; ++i) part[i] = v[i];
  for (int half = lanes / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) part[i] = part[i + half] > part[i] ? part[i + half] : part[i];
  return part[0];
}

// exp as in simd.h's exp_fast.
inline Vec exp_of(Vec x) {
  x = x < -87.33f ? fill(-87.33f) : x;
  x = x > 88.3f ? fill(88.3f) : x;
  const Vec n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
  const Vec r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  Vec p = fill(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  const Vec y = p * r * r + r + 1.0f;
  const IntVec power = (__builtin_convertvector(n, IntVec) + 127) << 23;
  return y * reinterpret_cast<Vec>(power);
}

}  // namespace clt
