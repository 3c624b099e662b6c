#pragma once

#include <stdbool.h>

/// Layers of Tesseract's line recogniser, computed in another way with the same result, to the byte: four of them
/// (convolution, maximum, fully connected, LSTM) with the vector instructions that this processor has, where Debian's
/// library is compiled for the oldest. A network that is not of the integer kind, or a layer of another form, is left to
/// Tesseract's own functions, one layer at a time.
///
/// Two things are known of Tesseract's inside, for version 5.3.0 on x86-64 alone: the classes' fields, and that their
/// functions are called by a table, whose entry is exchanged. With another version or machine nothing is exchanged.
/// Process wide; `quick_layers_use` and `quick_layers_compare` are called while no thread reads.

/// Exchanges the functions, or puts Tesseract's own back.
/// - Returns: whether the quicker ones are in use now.
bool quick_layers_use(bool quick);

/// The vector instructions that they use, for people; NULL while Tesseract computes all layers itself.
const char *quick_layers_instructions(void);

/// From now on each layer is computed in both ways, and the results compared; Tesseract's own is left. Counts anew.
void quick_layers_compare(bool compare);

/// How many layers were compared.
long quick_layers_compared(void);

/// How many of them differed.
long quick_layers_different(void);

/// Products of a matrix and a vector by the kernel of this processor, for tests: as `IntSimdMatrix` has them, with the
/// weights in its order for 8 outputs in a register, 8 registers and groups of 4 inputs.
/// - Parameters:
///   - outputs: rows of the matrix.
///   - inputs: columns, without the one of the bias.
///   - weights: of the matrix and of the bias, in that order.
///   - scales: of each output.
///   - vector: the inputs, readable to their number rounded up to 32.
///   - results: room for the outputs, their number rounded up to 8.
/// - Returns: whether this processor has such a kernel.
bool quick_layers_multiply(
    int outputs, int inputs, const signed char *weights, const float *scales, const signed char *vector,
    float *results);
