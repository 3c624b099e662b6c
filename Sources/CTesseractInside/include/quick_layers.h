#pragma once

#include <stdbool.h>

/// Layers of Tesseract's line recogniser, computed in another way with the same result, to the byte: four of them
/// (convolution, maximum, fully connected, LSTM) with the vector instructions that this processor has, where Debian's
/// library is compiled for the oldest. A network that is not of the integer kind, or a layer of another form, is left to
/// Tesseract's own functions, one layer at a time.
///
/// Two things are known of Tesseract's inside, for version 5.3.0 on x86-64 alone: the classes' fields, and that their
/// functions are called by a table, whose entry is exchanged. With another version or machine nothing is exchanged.
///
/// What is known is not relied on: the first layer of each form (its function, its sizes), of whichever model, is computed in
/// both ways, and Tesseract's result is left. Only forms for which both were the same are computed in the quicker way from
/// then on, in this process and those that it forks; a function for which they once differed is Tesseract's own from then on.
///
/// Process wide; `quick_layers_use` is called while no thread reads.

/// Exchanges the functions, or leaves all layers to Tesseract again, which cannot fail. Forgets what was compared.
/// - Parameters:
///   - quick: whether they are to be exchanged.
///   - own_kernel: products are by the kernel of this program where the processor has VNNI; else, for tests, by the
///     library's.
/// - Returns: whether they were exchanged; if not all could be, none is.
bool quick_layers_use(bool quick, bool own_kernel);

/// The vector instructions that they use, for people; NULL unless layers of all four functions are computed with them.
const char *quick_layers_instructions(void);

/// Whether this processor has the instructions that they take at least.
bool quick_layers_have_avx2(void);

/// Whether it has those of the kernel of this program.
bool quick_layers_have_vnni(void);

typedef enum {
    QUICK_LAYERS_CONVOLUTION,
    QUICK_LAYERS_MAXIMUM,
    QUICK_LAYERS_CONNECTED,
    QUICK_LAYERS_LSTM,
} quick_layers_function;

typedef struct {
    long compared;
    /// Of them, those with another result.
    long different;
} quick_layers_counts;

/// How many layers of the function were computed in both ways since the functions were exchanged.
quick_layers_counts quick_layers_counts_of(quick_layers_function function);

/// Whether, from now on, all layers are computed in both ways, not the first of each form alone.
void quick_layers_compare_all(bool compare);

/// For tests: from now on a bit of what the function computes is wrong where it is compared.
void quick_layers_spoil(quick_layers_function function);

/// For tests: from now on the last so many of the four tables cannot be written.
void quick_layers_refuse(int tables);

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
