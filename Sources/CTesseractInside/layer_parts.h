// What the parts of the quicker layers know of one another: `layer_kernels.c` multiplies, `layer_functions.c` computes
// layers with that, `layer_exchange.c` puts them in the place of Tesseract's.
#pragma once

#include "quick_layers.h"

#if defined(__x86_64__)

#include "tesseract_layers.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum {
    /// Larger layers are left to Tesseract: what follows is on the stack.
    MOST_OUTPUTS = 1024,
    MOST_INPUTS = 2048,
};

typedef struct {
    int outputs, inputs;
    /// In the kernel's order: blocks of 64, 32, 16 and 8 outputs; in each, for every 4 inputs, 4 weights of each output;
    /// then the biases.
    const int8_t *weights;
    const float *scales;
    /// For the kernel that adds 128 to each input: what each output then starts with.
    int32_t start[MOST_OUTPUTS];
} matrix;

ALWAYS_INLINE int rounded(int number, int factor) { return (number + factor - 1) / factor * factor; }

/// With VNNI, where the processor has it, or by the library.
void layer_choose_kernel(bool own);

bool layer_has_own_kernel(void);

/// Once for a matrix whose other fields are there, before it is multiplied.
void layer_prepare(matrix *matrix);

/// `vector` is readable to its length rounded up to 32; `results` have room for the outputs, rounded up to 8.
void layer_multiply(const matrix *matrix, const int8_t *vector, float *results);

/// Computes a layer; false where it is not of the form that is known, and then changed nothing.
typedef bool layer_function(inside_layer *layer, bool debug, const inside_io *input, inside_io *output);
layer_function layer_convolve, layer_take_maximum, layer_connect, layer_run_lstm;

#endif
