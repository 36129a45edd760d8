/*
 * copy, scale, add and triad, written in vectors: the compiler can neither turn a copy into memcpy
 * (whose stores are streaming ones above some size) nor leave a loop scalar.
 */
#include "stream_kernels.h"

/* Four loads, then four stores, as STREAM is written elsewhere: in turns a copy is 1 % slower. */
#define ABREAST 4
#define LANES(vector) (sizeof(vector) / sizeof(double))
#define AT(vector, array) (*(const vector *)(const void *)((array) + i + k * LANES(vector)))

#define LOOP(name, target, vector, store, expression)                                              \
    target static void name(double *to, const double *x, const double *y, double f, size_t n) {    \
        (void)f;                                                                                   \
        for (size_t i = 0; i < n; i += ABREAST * LANES(vector)) {                                  \
            vector values[ABREAST];                                                                \
            _Pragma("GCC unroll 4") for (size_t k = 0; k < ABREAST; k++) {                         \
                vector vx = AT(vector, x);                                                         \
                vector vy = AT(vector, y);                                                         \
                (void)vy;                                                                          \
                values[k] = expression;                                                            \
            }                                                                                      \
            _Pragma("GCC unroll 4") for (size_t k = 0; k < ABREAST; k++) {                         \
                store(to + i + k * LANES(vector), values[k]);                                      \
            }                                                                                      \
        }                                                                                          \
    }

#define LOOPS(suffix, target, vector, store)                                                       \
    LOOP(copy_##suffix, target, vector, store, vx)                                                 \
    LOOP(scale_##suffix, target, vector, store, f * vx)                                            \
    LOOP(add_##suffix, target, vector, store, vx + vy)                                             \
    LOOP(triad_##suffix, target, vector, store, vx + f * vy)

#define NAMES(suffix) {copy_##suffix, scale_##suffix, add_##suffix, triad_##suffix}

#if defined(__x86_64__)
#include <immintrin.h>

/* The empty instruction makes the value opaque: the compiler no longer knows that it was copied. */
#define PLAIN(vector)                                                                              \
    {                                                                                              \
        __asm__("" : "+x"(value));                                                                 \
        *(vector *)(void *)to = value;                                                             \
    }
#define TARGET(isa) __attribute__((target(isa)))

static inline void plain_sse2(double *to, __m128d value) PLAIN(__m128d)
TARGET("avx") static inline void plain_avx(double *to, __m256d value) PLAIN(__m256d)

LOOPS(plain_sse2, , __m128d, plain_sse2)
LOOPS(plain_avx, TARGET("avx"), __m256d, plain_avx)
LOOPS(streaming_sse2, , __m128d, _mm_stream_pd)
LOOPS(streaming_avx, TARGET("avx"), __m256d, _mm256_stream_pd)

static const struct stream_kernels sse2 = {{NAMES(plain_sse2), NAMES(streaming_sse2)}};
static const struct stream_kernels avx = {{NAMES(plain_avx), NAMES(streaming_avx)}};

/* Not 512 bits: memory is no faster with them, and some processors lower their clock. */
const struct stream_kernels *stream_kernels(void) {
    return __builtin_cpu_supports("avx") ? &avx : &sse2;
}

void stream_fence(void) {
    _mm_sfence();
}

#elif defined(__aarch64__)

typedef double half __attribute__((vector_size(16)));
/* Two registers, since stnp stores a pair. */
typedef double pair __attribute__((vector_size(32)));
union halves {
    pair both;
    half half[2];
};

static inline void plain_neon(double *to, pair value) {
    union halves v = {value};
    __asm__("" : "+w"(v.half[0]), "+w"(v.half[1]));
    *(half *)(void *)to = v.half[0];
    *(half *)(void *)(to + 2) = v.half[1];
}

static inline void streaming_neon(double *to, pair value) {
    union halves v = {value};
    __asm__ volatile("stnp %q1, %q2, [%0]" : : "r"(to), "w"(v.half[0]), "w"(v.half[1]) : "memory");
}

LOOPS(plain_neon, , pair, plain_neon)
LOOPS(streaming_neon, , pair, streaming_neon)

static const struct stream_kernels neon = {{NAMES(plain_neon), NAMES(streaming_neon)}};

const struct stream_kernels *stream_kernels(void) {
    return &neon;
}

void stream_fence(void) {
    __asm__ volatile("dmb ishst" : : : "memory");
}
#endif
