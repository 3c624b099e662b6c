// Products of matrix and vector: by a kernel with VNNI where the processor has it, else by the library's.
#include "layer_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define WITH_VNNI __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))

typedef void multiply_function(const matrix *matrix, const int8_t *vector, float *results);

static void multiply_by_library(const matrix *matrix, const int8_t *vector, float *results) {
    inside_chosen_kernel->multiply(
        matrix->outputs, matrix->inputs + 1, matrix->weights, matrix->scales, vector, results);
}

/// The instruction multiplies unsigned by signed bytes, so inputs are taken 128 higher.
WITH_VNNI ALWAYS_INLINE __m512i four_inputs(const int8_t *vector) {
    uint32_t four;
    memcpy(&four, vector, sizeof four);
    return _mm512_set1_epi32((int)(four ^ 0x80808080u));
}

/// `registers` times 16 outputs. Either results are written, or, where `sums` is not NULL, only sums of products.
WITH_VNNI ALWAYS_INLINE const int8_t *multiply_block(
    int registers, const int8_t *weights, int groups, const int8_t *vector, const int32_t *start, const float *scales,
    int32_t *sums, float *results) {
    __m512i totals[4];
    for (int i = 0; i < registers; i++) totals[i] = sums ? _mm512_setzero_si512() : _mm512_loadu_si512(start + 16 * i);
    for (int group = 0; group < groups; group++) {
        __m512i inputs = four_inputs(vector + 4 * group);
        for (int i = 0; i < registers; i++) {
            totals[i] = _mm512_dpbusd_epi32(totals[i], inputs, _mm512_loadu_si512(weights + 64 * i));
        }
        weights += 64 * registers;
    }
    for (int i = 0; i < registers; i++) {
        if (sums) _mm512_storeu_si512(sums + 16 * i, totals[i]);
        else _mm512_storeu_ps(
            results + 16 * i, _mm512_mul_ps(_mm512_cvtepi32_ps(totals[i]), _mm512_loadu_ps(scales + 16 * i)));
    }
    return weights + 16 * registers;
}

WITH_VNNI ALWAYS_INLINE void multiply_eight(
    const int8_t *weights, int groups, const int8_t *vector, const int32_t *start, const float *scales, int32_t *sums,
    float *results) {
    __m256i total = sums ? _mm256_setzero_si256() : _mm256_loadu_si256((const __m256i *)start);
    for (int group = 0; group < groups; group++) {
        total = _mm256_dpbusd_epi32(
            total, _mm512_castsi512_si256(four_inputs(vector + 4 * group)),
            _mm256_loadu_si256((const __m256i *)(weights + 32 * group)));
    }
    if (sums) _mm256_storeu_si256((__m256i *)sums, total);
    else _mm256_storeu_ps(results, _mm256_mul_ps(_mm256_cvtepi32_ps(total), _mm256_loadu_ps(scales)));
}

WITH_VNNI ALWAYS_INLINE void multiply_all(
    const matrix *matrix, const int8_t *vector, int32_t *sums, float *results) {
    const int8_t *weights = matrix->weights;
    int groups = rounded(matrix->inputs, 4) / 4, end = rounded(matrix->outputs, 8), at = 0;
#define BLOCK(registers) \
    weights = multiply_block( \
        registers, weights, groups, vector, matrix->start + at, matrix->scales + at, sums ? sums + at : NULL, \
        results + at), \
    at += 16 * registers
    while (at + 64 <= end) BLOCK(4);
    if (at + 32 <= end) BLOCK(2);
    if (at + 16 <= end) BLOCK(1);
#undef BLOCK
    if (at + 8 <= end) {
        multiply_eight(
            weights, groups, vector, matrix->start + at, matrix->scales + at, sums ? sums + at : NULL, results + at);
    }
}

WITH_VNNI static void multiply_by_vnni(const matrix *matrix, const int8_t *vector, float *results) {
    multiply_all(matrix, vector, NULL, results);
}

/// Each output starts with 127 times its bias, less what the higher inputs are too much.
WITH_VNNI static void prepare_for_vnni(matrix *matrix) {
    static const int8_t zeros[MOST_INPUTS];
    int32_t sums[MOST_OUTPUTS];
    multiply_all(matrix, zeros, sums, NULL);
    const int8_t *weights = matrix->weights;
    int width = rounded(matrix->inputs, 4), end = rounded(matrix->outputs, 8), at = 0;
    for (int size = 64; size >= 8; size /= 2) {
        while (at + size <= end) {
            const int8_t *biases = weights + size * width;
            for (int i = 0; i < size; i++) matrix->start[at + i] = 127 * biases[i] - sums[at + i];
            weights = biases + size;
            at += size;
        }
    }
}

bool quick_layers_have_vnni(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}

static multiply_function *kernel = multiply_by_library;

void layer_choose_kernel(bool own) { kernel = own && quick_layers_have_vnni() ? multiply_by_vnni : multiply_by_library; }

bool layer_has_own_kernel(void) { return kernel == multiply_by_vnni; }

void layer_multiply(const matrix *matrix, const int8_t *vector, float *results) { kernel(matrix, vector, results); }

void layer_prepare(matrix *matrix) {
    if (layer_has_own_kernel()) prepare_for_vnni(matrix);
}

bool quick_layers_multiply(
    int outputs, int inputs, const signed char *weights, const float *scales, const signed char *vector,
    float *results) {
    if (!quick_layers_have_vnni() || outputs > MOST_OUTPUTS || inputs > MOST_INPUTS) return false;
    matrix matrix = {.outputs = outputs, .inputs = inputs, .weights = weights, .scales = scales};
    prepare_for_vnni(&matrix);
    multiply_by_vnni(&matrix, vector, results);
    return true;
}

#else

bool quick_layers_have_vnni(void) { return false; }

bool quick_layers_multiply(
    int outputs, int inputs, const signed char *weights, const float *scales, const signed char *vector,
    float *results) {
    (void)outputs, (void)inputs, (void)weights, (void)scales, (void)vector, (void)results;
    return false;
}

#endif
