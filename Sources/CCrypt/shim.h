#pragma once
#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/// Hashes `phrase` as `setting` says, a hash's own text included, into `output`. Returns whether it did: not without
/// memory, and not for a setting that the library does not know. (`struct crypt_data` is too large for a stack.)
static inline int platform_crypt(const char *phrase, const char *setting, char output[CRYPT_OUTPUT_SIZE]) {
    struct crypt_data *data = calloc(1, sizeof *data);
    const char *hash = data ? crypt_rn(phrase, setting, data, sizeof *data) : NULL;
    if (hash) strcpy(output, hash);
    if (data) explicit_bzero(data, sizeof *data);
    free(data);
    return hash != NULL;
}

/// A new setting for yescrypt at the library's own cost, with salt from the operating system. Returns whether there is
/// one.
static inline int platform_crypt_setting(char setting[CRYPT_GENSALT_OUTPUT_SIZE]) {
    return crypt_gensalt_rn("$y$", 0, NULL, 0, setting, CRYPT_GENSALT_OUTPUT_SIZE) != NULL;
}
