#pragma once

// PNG and JPEG through libpng and libjpeg. Errors of those libraries end in this target as a
// platen_image_failure: no longjmp crosses a caller's frame.

#include "image_decoder.h"
#include "image_mirror.h"
#include "image_rows.h"
