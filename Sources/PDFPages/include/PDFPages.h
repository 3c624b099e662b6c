#pragma once

#include <CPDF.h>

#ifdef __cplusplus
extern "C"
#else
extern
#endif
    /// Poppler behind the calls that processors know.
    const platen_pdf_library platen_pdf_poppler;
