#pragma once

#include <stdbool.h>
#include <stdint.h>

/// A PDF that is open. Used from one thread.
typedef struct platen_pdf platen_pdf;

/// How opening went.
typedef enum platen_pdf_status {
    PLATEN_PDF_OK = 0,
    /// No PDF, or one that cannot be repaired.
    PLATEN_PDF_BROKEN,
    /// It takes a password.
    PLATEN_PDF_LOCKED,
} platen_pdf_status;

/// One word of a page's own text, in points (72 to the inch) from the top left corner of the upright page.
typedef struct platen_pdf_word {
    /// UTF-8, ended by a zero.
    const char *text;
    double x;
    double y;
    double width;
    double height;
} platen_pdf_word;

/// Takes words in reading order.
typedef void platen_pdf_word_taker(void *context, const platen_pdf_word *word);

/// Takes rows from the top: red, green and blue, one byte each.
typedef void platen_pdf_row_taker(void *context, int y, const uint8_t *row);

/// What a library that reads PDFs does. Pages count from 0.
typedef struct platen_pdf_library {
    /// Loads what the other calls would load when they are first made. To be called once, before the sandbox closes.
    void (*prepare)(void);
    /// NULL where `status` is not PLATEN_PDF_OK.
    platen_pdf *(*open)(const char *path, platen_pdf_status *status);
    void (*close)(platen_pdf *pdf);
    int (*count)(const platen_pdf *pdf);
    /// The size of a page in points; false for a page that is broken.
    bool (*size)(const platen_pdf *pdf, int page, double *width, double *height);
    bool (*words)(const platen_pdf *pdf, int page, platen_pdf_word_taker *take, void *context);
    /// Draws the page on white with so many dots per inch; false when it cannot be drawn.
    bool (*draw)(const platen_pdf *pdf, int page, double dots_per_inch, int width, int height,
                 platen_pdf_row_taker *take, void *context);
} platen_pdf_library;

/// Loads the library from beside the program, once in a process; NULL with `reason` set, which lives as long as the
/// process, when it is not there. No image has to have been opened before: after that, no code can be loaded.
const platen_pdf_library *platen_pdf_load(const char **reason);
