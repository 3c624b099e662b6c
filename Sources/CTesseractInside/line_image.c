// Tesseract hands the image of each line to its line recogniser as PNG in memory, which is compressed for it and read
// again at once. Here it is handed on as it is, in Leptonica's own format, which the same function reads. It belongs to
// the functions that the linker wraps, so it stands in for all who call `pixWriteMem` in the program: Tesseract alone, for
// PNG that people are given is written by `pixWriteMemPng`. Its resolution is lost, which
// nobody asks for here.
#include <leptonica/allheaders.h>

l_int32 real_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) __asm__("__real_pixWriteMem");
l_int32 wrapped_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) __asm__("__wrap_pixWriteMem");

/// Whether nothing that a PNG of it would keep is lost: Leptonica's format has no word for transparency, and a PNG of 16 bits
/// is read with 8.
static int is_kept_whole(PIX *image) {
    l_int32 depth = pixGetDepth(image);
    return !pixGetColormap(image) && (depth == 1 || depth == 8 || (depth == 32 && pixGetSpp(image) == 3));
}

/// Sets the bits beside each row of the caller's image to 0, as the writer of PNG does too.
l_int32 wrapped_write(l_uint8 **data, size_t *size, PIX *image, l_int32 format) {
    if (format != IFF_PNG || !image || !is_kept_whole(image)) return real_write(data, size, image, format);
    pixSetPadBits(image, 0);
    return real_write(data, size, image, IFF_SPIX);
}
