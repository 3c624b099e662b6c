#pragma once

#include <stdint.h>

/// What kind of thing went wrong.
typedef enum platen_image_status {
    PLATEN_IMAGE_OK = 0,
    /// Neither PNG nor JPEG by its first bytes.
    PLATEN_IMAGE_UNKNOWN,
    /// Damaged, cut short, or of a variety that the library does not read.
    PLATEN_IMAGE_BROKEN,
    /// More pixels than allowed.
    PLATEN_IMAGE_TOO_LARGE,
    /// The memory that it takes is not to be had.
    PLATEN_IMAGE_NO_MEMORY,
    /// The file could not be opened or read; `error_number` says why.
    PLATEN_IMAGE_UNREADABLE,
} platen_image_status;

/// Why a call failed.
typedef struct platen_image_failure {
    platen_image_status status;
    /// `errno`, for PLATEN_IMAGE_UNREADABLE.
    int error_number;
    /// The library's own words, printable ASCII, NUL-terminated.
    char message[200];
} platen_image_failure;
