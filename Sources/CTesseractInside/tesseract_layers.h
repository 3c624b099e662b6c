// What the quicker layers know of Tesseract's inside: fields of classes as version 5.3.0 has them, compiled for x86-64
// with numbers of single precision. Fields that nobody reads are room.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// GENERIC_2D_ARRAY. Rows of `columns` values, one after the other.
typedef struct inside_bytes {
    void *table;
    int8_t *data;
    int32_t empty, rows, columns, allocated;
} inside_bytes;

typedef struct inside_floats {
    void *table;
    float *data;
    int32_t empty, rows, columns, allocated;
} inside_floats;

/// std::vector
typedef struct inside_ints {
    int32_t *begin, *end, *room_end;
} inside_ints;

/// StrideMap: how the places of a page are numbered.
typedef struct inside_map {
    /// Images, height, width.
    int32_t shape[3];
    int32_t steps[3];
    inside_ints heights, widths;
} inside_map;

/// NetworkIO: a row of features for each place.
typedef struct inside_io {
    inside_floats floats;
    inside_bytes bytes;
    bool is_integer;
    inside_map map;
} inside_io;

/// WeightMatrix
typedef struct inside_weights {
    inside_floats floats;
    /// Outputs by inputs and a bias.
    inside_bytes bytes;
    uint8_t room[32];
    bool is_integer, adam;
    float *scales, *scales_end, *scales_room_end;
    uint8_t more_room[96];
    /// The same bytes in the order of the kernel.
    int8_t *shaped, *shaped_end, *shaped_room_end;
} inside_weights;

typedef enum { INSIDE_CONVOLVE = 2, INSIDE_MAXPOOL = 3, INSIDE_LSTM = 14, INSIDE_LSTM_SUMMARY = 15,
    INSIDE_TANH = 19, INSIDE_SOFTMAX = 22 } inside_type;

/// Network
typedef struct inside_layer {
    void **table;
    int32_t type, training;
    bool needs_backprop;
    int32_t flags, inputs, outputs, weights;
    uint8_t name[32];
    void *windows[2];
    /// A generator whose state is one word.
    uint64_t *randomiser;
} inside_layer;

typedef struct inside_convolve {
    inside_layer layer;
    int32_t half_x, half_y;
} inside_convolve;

typedef struct inside_maxpool {
    inside_layer layer;
    uint8_t room[72];
    int32_t scale_x, scale_y;
} inside_maxpool;

typedef struct inside_connected {
    inside_layer layer;
    inside_weights weights;
} inside_connected;

typedef struct inside_lstm {
    inside_layer layer;
    int32_t all_inputs, states, feedback;
    bool is_2d;
    /// Of the cell, its input, its forgetting, its output, and another of two dimensions.
    inside_weights gates[5];
    void *softmax;
} inside_lstm;

/// IntSimdMatrix
typedef struct inside_kernel {
    void (*multiply)(
        int outputs, int columns, const int8_t *weights, const float *scales, const int8_t *vector, float *results);
    int32_t outputs_per_register, registers, inputs_per_register, inputs_per_group;
} inside_kernel;

_Static_assert(sizeof(inside_map) == 72, "");
_Static_assert(sizeof(inside_io) == 144 && offsetof(inside_io, map) == 72, "");
_Static_assert(sizeof(inside_weights) == 248 && offsetof(inside_weights, scales) == 104, "");
_Static_assert(offsetof(inside_weights, is_integer) == 96 && offsetof(inside_weights, shaped) == 224, "");
_Static_assert(sizeof(inside_layer) == 96 && offsetof(inside_layer, randomiser) == 88, "");
_Static_assert(offsetof(inside_maxpool, scale_x) == 168, "");
_Static_assert(offsetof(inside_lstm, gates) == 112 && offsetof(inside_lstm, softmax) == 1352, "");

/// Every layer's Forward; `transposed` and `scratch` are for training and for the layers' own room.
typedef void inside_forward(
    inside_layer *layer, bool debug, const inside_io *input, const void *transposed, void *scratch, inside_io *output);

#define INSIDE_FORWARD(class) \
    "_ZN9tesseract" class "7ForwardEbRKNS_9NetworkIOEPKNS_15TransposedArrayEPNS_14NetworkScratchEPS1_"

// Weak: with another version the names may be missing, and are then NULL.
#define INSIDE_WEAK(name) __asm__(name) __attribute__((weak))
inside_forward inside_convolve_forward INSIDE_WEAK(INSIDE_FORWARD("8Convolve"));
inside_forward inside_maxpool_forward INSIDE_WEAK(INSIDE_FORWARD("7Maxpool"));
inside_forward inside_connected_forward INSIDE_WEAK(INSIDE_FORWARD("14FullyConnected"));
inside_forward inside_lstm_forward INSIDE_WEAK(INSIDE_FORWARD("4LSTM"));
extern inside_forward *inside_convolve_table[] INSIDE_WEAK("_ZTVN9tesseract8ConvolveE");
extern inside_forward *inside_maxpool_table[] INSIDE_WEAK("_ZTVN9tesseract7MaxpoolE");
extern inside_forward *inside_connected_table[] INSIDE_WEAK("_ZTVN9tesseract14FullyConnectedE");
extern inside_forward *inside_lstm_table[] INSIDE_WEAK("_ZTVN9tesseract4LSTME");
/// Entries of each table.
enum { inside_table_length = 24 };

/// NetworkIO::ResizeToMap
void inside_resize(inside_io *io, bool is_integer, const inside_map *map, int features)
    INSIDE_WEAK("_ZN9tesseract9NetworkIO11ResizeToMapEbRKNS_9StrideMapEi");
/// NetworkIO::ResizeXTo1
void inside_resize_to_column(inside_io *io, const inside_io *source, int features)
    INSIDE_WEAK("_ZN9tesseract9NetworkIO10ResizeXTo1ERKS0_i");
/// NetworkIO::ResizeScaled
void inside_resize_scaled(inside_io *io, const inside_io *source, int scale_x, int scale_y, int features)
    INSIDE_WEAK("_ZN9tesseract9NetworkIO12ResizeScaledERKS0_iii");
/// NetworkIO::Randomize
void inside_randomise(inside_io *io, int place, int offset, int count, void *randomiser)
    INSIDE_WEAK("_ZN9tesseract9NetworkIO9RandomizeEiiiPNS_5TRandE");
/// IntSimdMatrix::intSimdMatrix
extern const inside_kernel *inside_chosen_kernel INSIDE_WEAK("_ZN9tesseract13IntSimdMatrix13intSimdMatrixE");
/// IntSimdMatrix::MatrixDotVector, whose name says that numbers have single precision.
extern char inside_single_precision[]
    INSIDE_WEAK("_ZN9tesseract13IntSimdMatrix15MatrixDotVectorERKNS_16GENERIC_2D_ARRAYIaEERKSt6vectorIfSaIfEEPKaPf");
/// Values of tanh and of the logistic function at steps of 1/256, 4096 of each.
extern const float inside_tanh_values[] INSIDE_WEAK("_ZN9tesseract9TanhTableE");
extern const float inside_logistic_values[] INSIDE_WEAK("_ZN9tesseract13LogisticTableE");
/// TessVersion
const char *inside_version(void) __asm__("TessVersion");
