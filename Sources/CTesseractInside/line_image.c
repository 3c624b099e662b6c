// Tesseract hands the image of each line to its line recogniser as PNG in memory, which is compressed for it and read
// again at once. Here it is handed on as it is, in Leptonica's own format, which the same function reads. It belongs to
// the functions that the linker wraps.
#include <leptonica/allheaders.h>

l_int32 real_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) __asm__("__real_pixWriteMem");
l_int32 wrapped_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) __asm__("__wrap_pixWriteMem");

l_int32 wrapped_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) {
    if (format != IFF_PNG || !image || pixGetColormap(image)) return real_write(data, size, image, format);
    // What is beside a row is not part of a PNG.
    pixSetPadBits(image, 0);
    return real_write(data, size, image, IFF_SPIX);
}
