#include "quick_layers.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <link.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tesseract_layers.h"

// Sums and products are rounded one by one, as in the library.
#pragma STDC FP_CONTRACT OFF

#define WITH_AVX2 __attribute__((target("avx2")))
#define WITH_VNNI __attribute__((target("avx2,avx512f,avx512bw,avx512vl,avx512vnni")))
#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum {
    /// Larger layers are left to Tesseract: what follows is on the stack.
    MOST_OUTPUTS = 1024,
    MOST_INPUTS = 2048,
};

// Matrix and vector.

typedef struct {
    int outputs, inputs;
    /// In the kernel's order: blocks of 64, 32, 16 and 8 outputs; in each, for every 4 inputs, 4 weights of each output;
    /// then the biases.
    const int8_t *weights;
    const float *scales;
    /// For the kernel that adds 128 to each input: what each output then starts with.
    int32_t start[MOST_OUTPUTS];
} matrix;

typedef void multiply_function(const matrix *matrix, const int8_t *vector, float *results);

static int rounded(int number, int factor) { return (number + factor - 1) / factor * factor; }

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

static bool has_vnni(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
}

static multiply_function *multiply = multiply_by_library;

static void prepare(matrix *matrix) {
    if (multiply == multiply_by_vnni) prepare_for_vnni(matrix);
}

bool quick_layers_multiply(
    int outputs, int inputs, const signed char *weights, const float *scales, const signed char *vector,
    float *results) {
    if (!has_vnni() || outputs > MOST_OUTPUTS || inputs > MOST_INPUTS) return false;
    matrix matrix = {.outputs = outputs, .inputs = inputs, .weights = weights, .scales = scales};
    prepare_for_vnni(&matrix);
    multiply_by_vnni(&matrix, vector, results);
    return true;
}

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
    prepare(matrix);
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

static bool convolve(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
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

static bool take_maximum(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
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
        multiply(matrix, row(input, place), values);
        for (int i = 0; i < matrix->outputs; i += 8) write_bytes(tanh_of(_mm256_loadu_ps(values + i)), bytes + i);
        memcpy(row(output, place), bytes, (size_t)matrix->outputs);
    }
}

static void connect_softly(const matrix *matrix, const inside_io *input, inside_io *output) {
    float values[MOST_OUTPUTS];
    for (int place = 0; place < input->bytes.rows; place++) {
        multiply(matrix, row(input, place), values);
        soften(matrix->outputs, values, output->floats.data + (ptrdiff_t)place * output->floats.columns);
    }
}

static bool connect(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
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
        multiply(&gates[0], vector, step.cell);
        multiply(&gates[1], vector, step.input);
        multiply(&gates[2], vector, step.forget);
        multiply(&gates[3], vector, step.output);
        take_step(&step, room);
        if (!last_alone || x == width - 1) {
            memcpy(results, step.result, (size_t)states);
            results += states;
        }
    }
}

static bool run_lstm(inside_layer *base, bool debug, const inside_io *input, inside_io *output) {
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

// In the place of Tesseract's functions.

static atomic_bool compares;
static atomic_long compared, different;

void quick_layers_compare(bool compare) {
    compared = different = 0;
    compares = compare;
}

long quick_layers_compared(void) { return compared; }

long quick_layers_different(void) { return different; }

typedef bool quick_function(inside_layer *layer, bool debug, const inside_io *input, inside_io *output);

static size_t size_of(const inside_io *io) {
    return io->is_integer ? (size_t)io->bytes.rows * (size_t)io->bytes.columns
                          : (size_t)io->floats.rows * (size_t)io->floats.columns * sizeof(float);
}

static const void *data_of(const inside_io *io) {
    return io->is_integer ? (const void *)io->bytes.data : (const void *)io->floats.data;
}

static void compute_and_compare(
    quick_function *quick, inside_forward *own, inside_layer *layer, bool debug, const inside_io *input,
    const void *transposed, void *scratch, inside_io *output) {
    uint64_t noise = layer->randomiser ? *layer->randomiser : 0, next_noise = noise;
    void *data = NULL;
    size_t size = 0;
    if (quick(layer, debug, input, output)) {
        size = size_of(output);
        data = malloc(size);
        if (data) memcpy(data, data_of(output), size);
    }
    if (layer->randomiser) {
        next_noise = *layer->randomiser;
        *layer->randomiser = noise;
    }
    own(layer, debug, input, transposed, scratch, output);
    if (!data) return;
    compared++;
    if (size != size_of(output) || memcmp(data, data_of(output), size) != 0
        || (layer->randomiser && *layer->randomiser != next_noise)) different++;
    free(data);
}

ALWAYS_INLINE void compute(
    quick_function *quick, inside_forward *own, inside_layer *layer, bool debug, const inside_io *input,
    const void *transposed, void *scratch, inside_io *output) {
    if (compares) return compute_and_compare(quick, own, layer, debug, input, transposed, scratch, output);
    if (!quick(layer, debug, input, output)) own(layer, debug, input, transposed, scratch, output);
}

#define QUICK_FORWARD(name, quick, own) \
    static void name( \
        inside_layer *layer, bool debug, const inside_io *input, const void *transposed, void *scratch, \
        inside_io *output) { \
        compute(quick, own, layer, debug, input, transposed, scratch, output); \
    }
QUICK_FORWARD(quick_convolve, convolve, inside_convolve_forward)
QUICK_FORWARD(quick_maxpool, take_maximum, inside_maxpool_forward)
QUICK_FORWARD(quick_connected, connect, inside_connected_forward)
QUICK_FORWARD(quick_lstm, run_lstm, inside_lstm_forward)

typedef struct {
    inside_forward **table, *own, *quick;
} exchange;

/// The entry of the table that holds either function; NULL unless there is exactly one.
static inside_forward **entry_of(exchange exchange) {
    inside_forward **found = NULL;
    for (int i = 0; i < inside_table_length; i++) {
        inside_forward **entry = &exchange.table[i];
        if (*entry != exchange.own && *entry != exchange.quick) continue;
        if (found) return NULL;
        found = entry;
    }
    return found;
}

typedef struct {
    uintptr_t address;
    bool is_fixed;
} fixed_search;

static int search_fixed(struct dl_phdr_info *object, size_t size, void *context) {
    fixed_search *search = context;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t start = object->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_GNU_RELRO && search->address - start < part->p_memsz) search->is_fixed = true;
    }
    (void)size;
    return search->is_fixed;
}

/// Writes where the loader has made the memory read only after it filled it in.
static bool write_entry(inside_forward **entry, inside_forward *function) {
    fixed_search search = {.address = (uintptr_t)entry};
    dl_iterate_phdr(search_fixed, &search);
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *start = (void *)(search.address & ~(page - 1));
    if (search.is_fixed && mprotect(start, page, PROT_READ | PROT_WRITE) != 0) return false;
    *entry = function;
    if (search.is_fixed) mprotect(start, page, PROT_READ);
    return true;
}

static bool is_known(void) {
    if (strcmp(inside_version(), "5.3.0") != 0 || !__builtin_cpu_supports("avx2")) return false;
    if (!inside_resize || !inside_resize_to_column || !inside_resize_scaled || !inside_randomise
        || !&inside_chosen_kernel || !inside_single_precision || !inside_tanh_values || !inside_logistic_values) {
        return false;
    }
    const inside_kernel *kernel = inside_chosen_kernel;
    return kernel && kernel->outputs_per_register == 8 && kernel->registers == 8 && kernel->inputs_per_register == 32
        && kernel->inputs_per_group == 4;
}

static bool is_used;

const char *quick_layers_instructions(void) {
    if (!is_used) return NULL;
    return multiply == multiply_by_vnni ? "AVX-512 VNNI" : "AVX2";
}

bool quick_layers_use(bool quick) {
    exchange exchanges[] = {
        {inside_convolve_table, inside_convolve_forward, quick_convolve},
        {inside_maxpool_table, inside_maxpool_forward, quick_maxpool},
        {inside_connected_table, inside_connected_forward, quick_connected},
        {inside_lstm_table, inside_lstm_forward, quick_lstm},
    };
    inside_forward **entries[4];
    if (!is_known()) return false;
    for (int i = 0; i < 4; i++) {
        if (!exchanges[i].table || !exchanges[i].own) return false;
        entries[i] = entry_of(exchanges[i]);
        if (!entries[i]) return false;
    }
    multiply = has_vnni() ? multiply_by_vnni : multiply_by_library;
    bool is_done = true;
    for (int i = 0; i < 4; i++) {
        // A table that could not be written keeps what it has: each layer is the same in both ways.
        if (!write_entry(entries[i], quick ? exchanges[i].quick : exchanges[i].own)) is_done = false;
    }
    is_used = quick && is_done;
    return is_used;
}

#else

const char *quick_layers_instructions(void) { return NULL; }

bool quick_layers_use(bool quick) { return quick && false; }

void quick_layers_compare(bool compare) { (void)compare; }

long quick_layers_compared(void) { return 0; }

long quick_layers_different(void) { return 0; }

bool quick_layers_multiply(
    int outputs, int inputs, const signed char *weights, const float *scales, const signed char *vector,
    float *results) {
    (void)outputs, (void)inputs, (void)weights, (void)scales, (void)vector, (void)results;
    return false;
}

#endif
