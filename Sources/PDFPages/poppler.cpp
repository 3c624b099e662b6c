#include <iconv.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <memory>
#include <string>

#include "PDFPages.h"

struct platen_pdf {
    std::unique_ptr<poppler::document> document;
};

namespace {

using Page = std::unique_ptr<poppler::page>;

/// What goes wrong is told by results; the library's remarks would only fill the log.
void keep_quiet(const std::string &, void *) {}

Page open_page(const platen_pdf *pdf, int number) { return Page(pdf->document->create_page(number)); }

/// Poppler makes UTF-8 of its texts and back by iconv, which loads code for it. These keep that code loaded.
void prepare() {
    iconv_open("UTF-16", "UTF-8");
    iconv_open("UTF-8", "UTF-16");
}

platen_pdf *open(const char *path, platen_pdf_status *status) try {
    poppler::set_debug_error_function(keep_quiet, nullptr);
    std::unique_ptr<poppler::document> document(poppler::document::load_from_file(path));
    *status = !document ? PLATEN_PDF_BROKEN : document->is_locked() ? PLATEN_PDF_LOCKED : PLATEN_PDF_OK;
    return *status == PLATEN_PDF_OK ? new platen_pdf{std::move(document)} : nullptr;
} catch (...) {
    *status = PLATEN_PDF_BROKEN;
    return nullptr;
}

void close(platen_pdf *pdf) { delete pdf; }

int count(const platen_pdf *pdf) { return pdf->document->pages(); }

bool size(const platen_pdf *pdf, int number, double *width, double *height) try {
    Page page = open_page(pdf, number);
    if (!page) return false;
    poppler::rectf box = page->page_rect();
    bool is_turned =
        page->orientation() == poppler::page::landscape || page->orientation() == poppler::page::seascape;
    *width = is_turned ? box.height() : box.width();
    *height = is_turned ? box.width() : box.height();
    return true;
} catch (...) {
    return false;
}

bool words(const platen_pdf *pdf, int number, platen_pdf_word_taker *take, void *context) try {
    Page page = open_page(pdf, number);
    if (!page) return false;
    for (const poppler::text_box &word : page->text_list()) {
        poppler::byte_array bytes = word.text().to_utf8();
        std::string text(bytes.begin(), bytes.end());
        poppler::rectf box = word.bbox();
        platen_pdf_word found = {text.c_str(), box.x(), box.y(), box.width(), box.height()};
        take(context, &found);
    }
    return true;
} catch (...) {
    return false;
}

bool draw(const platen_pdf *pdf, int number, double dots_per_inch, int width, int height,
          platen_pdf_row_taker *take, void *context) try {
    Page page = open_page(pdf, number);
    if (!page) return false;
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    poppler::image image = renderer.render_page(page.get(), dots_per_inch, dots_per_inch, 0, 0, width, height);
    if (!image.is_valid() || image.width() != width || image.height() != height) return false;
    for (int y = 0; y < height; y++) {
        const char *row = image.const_data() + static_cast<size_t>(y) * static_cast<size_t>(image.bytes_per_row());
        take(context, y, reinterpret_cast<const uint8_t *>(row));
    }
    return true;
} catch (...) {
    return false;
}

}  // namespace

const platen_pdf_library platen_pdf_poppler = {prepare, open, close, count, size, words, draw};
