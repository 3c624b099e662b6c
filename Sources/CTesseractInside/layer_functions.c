// The layers themselves, in the library's order of sums.
#include "layer_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Sums and products are rounded one by one, as in the library.
#pragma STDC FP_CONTRACT OFF

#define WITH_AVX2 __attribute__((target("avx2")))

// Functions of single values, eight at a time.

enum { TABLE_END = 4095 };

/// Between two values of a table, for values that are not negative; 1 beyond it.
WITH_AVX2 ALWAYS_INLINE __m256 interpolated(const float *table, __m256 values) {
    __m256 scaled = _mm256_mul_ps(values, _mm256_set1_ps(256));
    __m256i index = _mm256_cvttps_epi32(scaled);
    __m256i inside = _mm256_min_epu32(index, _mm256_set1_epi32(TABLE_END - 1));
    // Two neighbours are loaded as one.
    __m256 first = _mm256_castpd_ps(_mm256_i32gather_pd((const double *)table, _mm256_castsi256_si128(inside), 4));
    __m256 last = _mm256_castpd_ps(_mm256_i32gather_pd((const double *)table, _mm256_extracti128_si256(inside, 1), 4));
    __m256i order = _mm256_setr_epi32(0, 1, 4, 5, 2, 3, 6, 7);
    __m256 lower = _mm256_permutevar8x32_ps(_mm256_shuffle_ps(first, last, 0x88), order);
    __m256 upper = _mm256_permutevar8x32_ps(_mm256_shuffle_ps(first, last, 0xdd), order);
    __m256 part = _mm256_sub_ps(scaled, _mm256_cvtepi32_ps(inside));
    __m256 between = _mm256_add_ps(lower, _mm256_mul_ps(_mm256_sub_ps(upper, lower), part));
    __m256 is_inside = _mm256_castsi256_ps(_mm256_cmpeq_epi32(index, inside));
    return _mm256_blendv_ps(_mm256_set1_ps(1), between, is_inside);
}

WITH_AVX2 ALWAYS_INLINE __m256 negative(__m256 values) {
    return _mm256_cmp_ps(values, _mm256_setzero_ps(), _CMP_LT_OQ);
}

WITH_AVX2 ALWAYS_INLINE __m256 tanh_of(__m256 values) {
    __m256 sign = _mm256_and_ps(negative(values), _mm256_set1_ps(-0.0f));
    return _mm256_xor_ps(interpolated(inside_tanh_values, _mm256_xor_ps(values, sign)), sign);
}

WITH_AVX2 ALWAYS_INLINE __m256 logistic_of(__m256 values) {
    __m256 is_negative = negative(values), sign = _mm256_and_ps(is_negative, _mm256_set1_ps(-0.0f));
    __m256 result = interpolated(inside_logistic_values, _mm256_xor_ps(values, sign));
    return _mm256_blendv_ps(result, _mm256_sub_ps(_mm256_set1_ps(1), result), is_negative);
}

/// Values from -1 to 1 as bytes from -127 to 127, halves away from 0.
WITH_AVX2 ALWAYS_INLINE void write_bytes(__m256 values, int8_t *bytes) {
    __m256 scaled = _mm256_mul_ps(values, _mm256_set1_ps(127));
    __m256 is_negative = negative(scaled), sign = _mm256_and_ps(is_negative, _mm256_set1_ps(-0.0f));
    __m256i whole = _mm256_cvttps_epi32(_mm256_add_ps(_mm256_xor_ps(scaled, sign), _mm256_set1_ps(0.5f)));
    whole = _mm256_min_epi32(whole, _mm256_set1_epi32(127));
    __m256i mask = _mm256_castps_si256(is_negative);
    whole = _mm256_sub_epi32(_mm256_xor_si256(whole, mask), mask);
    __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
    _mm_storel_epi64((__m128i *)bytes, _mm_packs_epi16(words, words));
}

// What a layer must be like.

static bool is_one_page(const inside_map *map) {
    return map->shape[0] == 1 && map->heights.end - map->heights.begin == 1
        && map->widths.end - map->widths.begin == 1 && *map->heights.begin == map->shape[1]
        && *map->widths.begin == map->shape[2] && map->shape[1] > 0 && map->shape[2] > 0
        && map->steps[0] == map->shape[1] * map->shape[2] && map->steps[1] == map->shape[2] && map->steps[2] == 1;
}

static bool is_for(const inside_layer *layer, bool debug, const inside_io *input, int features) {
    return !debug && layer->training != 1 && input->is_integer && is_one_page(&input->map)
        && input->bytes.rows == input->map.steps[0] && input->bytes.columns == features;
}

static bool take_weights(const inside_weights *weights, int outputs, int inputs, matrix *matrix) {
    int room = rounded(outputs, 8);
    if (!weights->is_integer || room > MOST_OUTPUTS || inputs > MOST_INPUTS) return false;
    if (weights->bytes.rows != outputs || weights->bytes.columns != inputs + 1) return false;
    if (weights->scales_end - weights->scales < room) return false;
    if (weights->shaped_end - weights->shaped != (ptrdiff_t)room * (rounded(inputs, 4) + 1)) return false;
    matrix->outputs = outputs;
    matrix->inputs = inputs;
    matrix->weights = weights->shaped;
    matrix->scales = weights->scales;
    layer_prepare(matrix);
    return true;
}

static int8_t *row(const inside_io *io, int place) {
    return io->bytes.data + (ptrdiff_t)place * io->bytes.columns;
}

// The layers. Each returns whether it could be computed here.

/// A place of the page, or noise beside it, drawn in the order in which Tesseract draws it.
static void convolve_at_edge(const inside_convolve *layer, const inside_io *input, inside_io *output, int x, int y) {
    int width = input->map.shape[2], height = input->map.shape[1], features = layer->layer.inputs;
    int place = y * width + x, column = (2 * layer->half_y + 1) * features, offset = 0;
    for (int dx = -layer->half_x; dx <= layer->half_x; dx++, offset += column) {
        if (x + dx < 0 || x + dx >= width) {
            inside_randomise(output, place, offset, column, layer->layer.randomiser);
            continue;
        }
        for (int dy = -layer->half_y; dy <= layer->half_y; dy++) {
            int part = offset + (dy + layer->half_y) * features;
            if (y + dy < 0 || y + dy >= height) {
                inside_randomise(output, place, part, features, layer->layer.randomiser);
            } else {
                memcpy(row(output, place) + part, row(input, place + dy * width + dx), (size_t)features);
            }
        }
    }
}

/// A row of which all neighbours are on the page. `columns` has room for the features of the rows around it, so sorted
/// that what a place takes is one piece.
static void convolve_row(
    const inside_convolve *layer, const inside_io *input, inside_io *output, int y, int8_t *columns) {
    int width = input->map.shape[2], features = layer->layer.inputs, rows = 2 * layer->half_y + 1;
    for (int dy = 0; dy < rows; dy++) {
        const int8_t *source = row(input, (y + dy - layer->half_y) * width);
        int8_t *target = columns + dy * features;
        for (int x = 0; x < width; x++, source += features, target += rows * features) {
            for (int i = 0; i < features; i++) target[i] = source[i];
        }
    }
    for (int x = 0; x < width; x++) {
        if (x < layer->half_x || x >= width - layer->half_x) {
            convolve_at_edge(layer, input, output, x, y);
        } else {
            memcpy(
                row(output, y * width + x), columns + (x - layer->half_x) * rows * features,
                (size_t)layer->layer.outputs);
        }
    }
}

bool layer_convolve(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
    inside_convolve *layer = (inside_convolve *)base;
    if (base->type != INSIDE_CONVOLVE || base->inputs < 1 || !is_for(base, debug, input, base->inputs)) return false;
    int rows = 2 * layer->half_y + 1, width = input->map.shape[2], height = input->map.shape[1];
    if (layer->half_x < 0 || layer->half_y < 0 || base->outputs != base->inputs * rows * (2 * layer->half_x + 1)) {
        return false;
    }
    int8_t *columns = malloc((size_t)width * (size_t)rows * (size_t)base->inputs);
    if (!columns) return false;
    inside_resize(output, true, &input->map, base->outputs);
    for (int y = 0; y < height; y++) {
        if (y >= layer->half_y && y < height - layer->half_y) {
            convolve_row(layer, input, output, y, columns);
        } else {
            for (int x = 0; x < width; x++) convolve_at_edge(layer, input, output, x, y);
        }
    }
    free(columns);
    return true;
}

WITH_AVX2 static void take_larger(int8_t *restrict bytes, const int8_t *restrict others, int count) {
    for (int i = 0; i < count; i++) bytes[i] = bytes[i] < others[i] ? others[i] : bytes[i];
}

bool layer_take_maximum(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
    inside_maxpool *layer = (inside_maxpool *)base;
    if (base->type != INSIDE_MAXPOOL || layer->scale_x < 1 || layer->scale_y < 1) return false;
    if (base->outputs != base->inputs || !is_for(base, debug, input, base->inputs)) return false;
    inside_resize_scaled(output, input, layer->scale_x, layer->scale_y, base->outputs);
    int width = input->map.shape[2];
    for (int y = 0; y < output->map.shape[1]; y++) {
        for (int x = 0; x < output->map.shape[2]; x++) {
            int8_t *target = row(output, y * output->map.shape[2] + x);
            int from = y * layer->scale_y * width + x * layer->scale_x;
            memcpy(target, row(input, from), (size_t)base->outputs);
            for (int dy = 0; dy < layer->scale_y; dy++) {
                for (int dx = 0; dx < layer->scale_x; dx++) {
                    take_larger(target, row(input, from + dy * width + dx), base->outputs);
                }
            }
        }
    }
    return true;
}

static void soften(int count, const float *values, float *results) {
    float largest = values[0], total = 0;
    for (int i = 1; i < count; i++) largest = values[i] > largest ? values[i] : largest;
    for (int i = 0; i < count; i++) {
        float below = values[i] - largest;
        results[i] = expf(below < -86 ? -86 : below > 0 ? 0 : below);
        total += results[i];
    }
    if (total > 0) {
        for (int i = 0; i < count; i++) results[i] /= total;
    }
}

WITH_AVX2 static void connect_with_tanh(const matrix *matrix, const inside_io *input, inside_io *output) {
    float values[MOST_OUTPUTS];
    int8_t bytes[MOST_OUTPUTS];
    for (int place = 0; place < input->bytes.rows; place++) {
        layer_multiply(matrix, row(input, place), values);
        for (int i = 0; i < matrix->outputs; i += 8) write_bytes(tanh_of(_mm256_loadu_ps(values + i)), bytes + i);
        memcpy(row(output, place), bytes, (size_t)matrix->outputs);
    }
}

static void connect_softly(const matrix *matrix, const inside_io *input, inside_io *output) {
    float values[MOST_OUTPUTS];
    for (int place = 0; place < input->bytes.rows; place++) {
        layer_multiply(matrix, row(input, place), values);
        soften(matrix->outputs, values, output->floats.data + (ptrdiff_t)place * output->floats.columns);
    }
}

bool layer_connect(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
    inside_connected *layer = (inside_connected *)base;
    bool softly = base->type == INSIDE_SOFTMAX;
    matrix matrix;
    if (!softly && base->type != INSIDE_TANH) return false;
    if (!is_for(base, debug, input, base->inputs)) return false;
    if (!take_weights(&layer->weights, base->outputs, base->inputs, &matrix)) return false;
    inside_resize(output, !softly, &input->map, base->outputs);
    if (softly) connect_softly(&matrix, input, output);
    else connect_with_tanh(&matrix, input, output);
    return true;
}

/// What an LSTM has in one place; as many values as it has states, rounded up to 8.
typedef struct {
    float cell[MOST_OUTPUTS], input[MOST_OUTPUTS], forget[MOST_OUTPUTS], output[MOST_OUTPUTS], state[MOST_OUTPUTS];
    int8_t result[MOST_OUTPUTS];
} lstm_step;

WITH_AVX2 static void take_step(lstm_step *step, int states) {
    for (int i = 0; i < states; i += 8) {
        __m256 state = _mm256_mul_ps(_mm256_loadu_ps(step->state + i), logistic_of(_mm256_loadu_ps(step->forget + i)));
        __m256 added = _mm256_mul_ps(
            tanh_of(_mm256_loadu_ps(step->cell + i)), logistic_of(_mm256_loadu_ps(step->input + i)));
        state = _mm256_add_ps(state, added);
        state = _mm256_min_ps(_mm256_max_ps(state, _mm256_set1_ps(-100)), _mm256_set1_ps(100));
        _mm256_storeu_ps(step->state + i, state);
        __m256 result = _mm256_mul_ps(tanh_of(state), logistic_of(_mm256_loadu_ps(step->output + i)));
        write_bytes(result, step->result + i);
    }
}

/// One row of places, one after the other; the result of each, or of the last alone, is written.
static void run_row(
    const matrix gates[4], int states, const inside_io *input, int first, int8_t *results, bool last_alone) {
    lstm_step step;
    int8_t vector[MOST_INPUTS + 32];
    int width = input->map.shape[2], features = input->bytes.columns, room = rounded(states, 8);
    memset(step.state, 0, sizeof step.state);
    memset(step.result, 0, sizeof step.result);
    memset(vector, 0, sizeof vector);
    for (int x = 0; x < width; x++) {
        memcpy(vector, row(input, first + x), (size_t)features);
        memcpy(vector + features, step.result, (size_t)states);
        layer_multiply(&gates[0], vector, step.cell);
        layer_multiply(&gates[1], vector, step.input);
        layer_multiply(&gates[2], vector, step.forget);
        layer_multiply(&gates[3], vector, step.output);
        take_step(&step, room);
        if (!last_alone || x == width - 1) {
            memcpy(results, step.result, (size_t)states);
            results += states;
        }
    }
}

bool layer_run_lstm(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
    inside_lstm *layer = (inside_lstm *)base;
    bool is_summary = base->type == INSIDE_LSTM_SUMMARY;
    if ((!is_summary && base->type != INSIDE_LSTM) || layer->is_2d || layer->softmax || layer->feedback != 0) {
        return false;
    }
    if (layer->states != base->outputs || layer->all_inputs != base->inputs + layer->states) return false;
    if (!is_for(base, debug, input, base->inputs)) return false;
    matrix gates[4];
    for (int i = 0; i < 4; i++) {
        if (!take_weights(&layer->gates[i], layer->states, layer->all_inputs, &gates[i])) return false;
    }
    if (is_summary) inside_resize_to_column(output, input, base->outputs);
    else inside_resize(output, true, &input->map, base->outputs);
    int width = input->map.shape[2];
    for (int y = 0; y < input->map.shape[1]; y++) {
        run_row(gates, layer->states, input, y * width, row(output, is_summary ? y : y * width), is_summary);
    }
    return true;
}

#endif
