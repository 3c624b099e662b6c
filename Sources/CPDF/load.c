#include <dlfcn.h>

#include "CPDF.h"

const platen_pdf_library *platen_pdf_load(const char **reason) {
    // Found by the search path that the program carries. Everything is bound at once: who reads a PDF can load nothing.
    void *library = dlopen("libplaten-pdf.so", RTLD_NOW | RTLD_LOCAL);
    const platen_pdf_library *calls = library ? dlsym(library, "platen_pdf_poppler") : 0;
    if (!calls) *reason = dlerror();
    return calls;
}
