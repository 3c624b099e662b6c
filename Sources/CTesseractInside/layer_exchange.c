// The layers in the place of Tesseract's: which are trusted, and the tables by which they are called.
#include "layer_parts.h"

#if defined(__x86_64__)

#include <link.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { functions = QUICK_LAYERS_LSTM + 1, MOST_FORMS = 128 };

/// What decides how a layer is computed, beside its weights and the page.
typedef struct {
    quick_layers_function function;
    int32_t type, inputs, outputs, details[2];
} layer_form;

/// Tesseract's functions are left where they are not in use, whatever the tables hold.
static atomic_bool is_used;
static atomic_bool compares_all;
static atomic_long compared[functions], different[functions];

static pthread_mutex_t forms_lock = PTHREAD_MUTEX_INITIALIZER;
/// Those of which a layer was computed in both ways with one result.
static layer_form forms[MOST_FORMS];
static int form_count;

static quick_layers_function spoiled;
static bool is_spoiled;

void quick_layers_spoil(quick_layers_function function) {
    spoiled = function;
    is_spoiled = true;
}

void quick_layers_compare_all(bool compare) { compares_all = compare; }

quick_layers_counts quick_layers_counts_of(quick_layers_function function) {
    return (quick_layers_counts){.compared = compared[function], .different = different[function]};
}

static void forget_comparisons(void) {
    pthread_mutex_lock(&forms_lock);
    form_count = 0;
    pthread_mutex_unlock(&forms_lock);
    for (int i = 0; i < functions; i++) compared[i] = different[i] = 0;
}

static layer_form form_of(quick_layers_function function, const inside_layer *layer) {
    layer_form form = {
        .function = function, .type = layer->type, .inputs = layer->inputs, .outputs = layer->outputs};
    if (function == QUICK_LAYERS_CONVOLUTION) {
        form.details[0] = ((const inside_convolve *)layer)->half_x;
        form.details[1] = ((const inside_convolve *)layer)->half_y;
    } else if (function == QUICK_LAYERS_MAXIMUM) {
        form.details[0] = ((const inside_maxpool *)layer)->scale_x;
        form.details[1] = ((const inside_maxpool *)layer)->scale_y;
    } else if (function == QUICK_LAYERS_LSTM) {
        form.details[0] = ((const inside_lstm *)layer)->all_inputs;
        form.details[1] = ((const inside_lstm *)layer)->states;
    }
    return form;
}

static bool is_trusted(const layer_form *form) {
    bool is_found = false;
    pthread_mutex_lock(&forms_lock);
    for (int i = 0; i < form_count && !is_found; i++) is_found = memcmp(&forms[i], form, sizeof *form) == 0;
    pthread_mutex_unlock(&forms_lock);
    return is_found;
}

/// Where there is no more room, layers of the form go on being compared.
static void trust(const layer_form *form) {
    if (is_trusted(form)) return;
    pthread_mutex_lock(&forms_lock);
    if (form_count < MOST_FORMS) forms[form_count++] = *form;
    pthread_mutex_unlock(&forms_lock);
}

static size_t size_of(const inside_io *io) {
    return io->is_integer ? (size_t)io->bytes.rows * (size_t)io->bytes.columns
                          : (size_t)io->floats.rows * (size_t)io->floats.columns * sizeof(float);
}

static const void *data_of(const inside_io *io) {
    return io->is_integer ? (const void *)io->bytes.data : (const void *)io->floats.data;
}

/// Leaves Tesseract's result.
static void compute_and_compare(
    const layer_form *form, layer_function *quick, inside_forward *own, inside_layer *layer, bool debug,
    const inside_io *input, const void *transposed, void *scratch, inside_io *output) {
    uint64_t noise = layer->randomiser ? *layer->randomiser : 0, next_noise = noise;
    char *data = NULL;
    size_t size = 0;
    if (quick(layer, debug, input, output)) {
        size = size_of(output);
        data = malloc(size);
        if (data) memcpy(data, data_of(output), size);
        if (data && size > 0 && is_spoiled && spoiled == form->function) data[size - 1] ^= 1;
    }
    if (layer->randomiser) {
        next_noise = *layer->randomiser;
        *layer->randomiser = noise;
    }
    own(layer, debug, input, transposed, scratch, output);
    if (!data) return;
    bool is_same = size == size_of(output) && memcmp(data, data_of(output), size) == 0
        && (!layer->randomiser || *layer->randomiser == next_noise);
    free(data);
    if (is_same) trust(form);
    else different[form->function]++;
    compared[form->function]++;
}

ALWAYS_INLINE void compute(
    quick_layers_function function, layer_function *quick, inside_forward *own, inside_layer *layer, bool debug,
    const inside_io *input, const void *transposed, void *scratch, inside_io *output) {
    if (!is_used) return own(layer, debug, input, transposed, scratch, output);
    layer_form form = form_of(function, layer);
    bool is_out = different[function] > 0;
    if (compares_all || (!is_out && !is_trusted(&form))) {
        return compute_and_compare(&form, quick, own, layer, debug, input, transposed, scratch, output);
    }
    if (is_out || !quick(layer, debug, input, output)) own(layer, debug, input, transposed, scratch, output);
}

#define QUICK_FORWARD(name, function, quick, own) \
    static void name( \
        inside_layer *layer, bool debug, const inside_io *input, const void *transposed, void *scratch, \
        inside_io *output) { \
        compute(function, quick, own, layer, debug, input, transposed, scratch, output); \
    }
QUICK_FORWARD(quick_convolve, QUICK_LAYERS_CONVOLUTION, layer_convolve, inside_convolve_forward)
QUICK_FORWARD(quick_maxpool, QUICK_LAYERS_MAXIMUM, layer_take_maximum, inside_maxpool_forward)
QUICK_FORWARD(quick_connected, QUICK_LAYERS_CONNECTED, layer_connect, inside_connected_forward)
QUICK_FORWARD(quick_lstm, QUICK_LAYERS_LSTM, layer_run_lstm, inside_lstm_forward)

typedef struct {
    inside_forward **table, *own, *quick;
} exchange;

static const exchange exchanges[functions] = {
    [QUICK_LAYERS_CONVOLUTION] = {inside_convolve_table, inside_convolve_forward, quick_convolve},
    [QUICK_LAYERS_MAXIMUM] = {inside_maxpool_table, inside_maxpool_forward, quick_maxpool},
    [QUICK_LAYERS_CONNECTED] = {inside_connected_table, inside_connected_forward, quick_connected},
    [QUICK_LAYERS_LSTM] = {inside_lstm_table, inside_lstm_forward, quick_lstm},
};

/// The entry of the table that holds either function; NULL unless there is exactly one.
static inside_forward **entry_of(exchange exchange) {
    inside_forward **found = NULL;
    if (!exchange.table || !exchange.own) return NULL;
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

static int refused;

void quick_layers_refuse(int tables) { refused = tables; }

static bool write_entries(inside_forward **const entries[functions], bool quick) {
    bool are_written = true;
    for (int i = 0; i < functions; i++) {
        inside_forward *function = quick ? exchanges[i].quick : exchanges[i].own;
        if (i >= functions - refused || !write_entry(entries[i], function)) are_written = false;
    }
    return are_written;
}

static bool is_known(void) {
    if (strcmp(inside_version(), "5.3.0") != 0 || !quick_layers_have_avx2()) return false;
    if (!inside_resize || !inside_resize_to_column || !inside_resize_scaled || !inside_randomise
        || !&inside_chosen_kernel || !inside_single_precision || !inside_tanh_values || !inside_logistic_values) {
        return false;
    }
    const inside_kernel *kernel = inside_chosen_kernel;
    return kernel && kernel->outputs_per_register == 8 && kernel->registers == 8 && kernel->inputs_per_register == 32
        && kernel->inputs_per_group == 4;
}

bool quick_layers_have_avx2(void) { return __builtin_cpu_supports("avx2"); }

static bool is_trusted_in_a_form(quick_layers_function function) {
    bool is_found = false;
    pthread_mutex_lock(&forms_lock);
    for (int i = 0; i < form_count; i++) is_found |= forms[i].function == function;
    pthread_mutex_unlock(&forms_lock);
    return is_found && different[function] == 0;
}

const char *quick_layers_instructions(void) {
    if (!is_used) return NULL;
    for (int i = 0; i < functions; i++) {
        if (!is_trusted_in_a_form((quick_layers_function)i)) return NULL;
    }
    return layer_has_own_kernel() ? "AVX-512 VNNI" : "AVX2";
}

bool quick_layers_use(bool quick, bool own_kernel) {
    inside_forward **entries[functions];
    is_used = false;
    forget_comparisons();
    if (!is_known()) return false;
    for (int i = 0; i < functions; i++) {
        entries[i] = entry_of(exchanges[i]);
        if (!entries[i]) return false;
    }
    layer_choose_kernel(own_kernel);
    is_used = write_entries(entries, quick) && quick;
    if (quick && !is_used) write_entries(entries, false);
    return is_used;
}

#else

const char *quick_layers_instructions(void) { return NULL; }

bool quick_layers_use(bool quick, bool own_kernel) { return quick && own_kernel && false; }

void quick_layers_compare_all(bool compare) { (void)compare; }

quick_layers_counts quick_layers_counts_of(quick_layers_function function) {
    (void)function;
    return (quick_layers_counts){0};
}

void quick_layers_spoil(quick_layers_function function) { (void)function; }

void quick_layers_refuse(int tables) { (void)tables; }

bool quick_layers_have_avx2(void) { return false; }

#endif
