#include "CTesseractGaps.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// ARCHIVE_FATAL
enum { fatal = -30 };

void *archive_read_new(void);
int archive_read_support_filter_all(void *archive);
int archive_read_support_format_all(void *archive);
int archive_read_open_filename(void *archive, const char *name, size_t block);
int archive_read_next_header(void *archive, void **entry);
ssize_t archive_read_data(void *archive, void *bytes, size_t count);
int archive_read_free(void *archive);
const char *archive_entry_pathname(void *entry);
int64_t archive_entry_size(void *entry);

void *archive_read_new(void) { return NULL; }

int archive_read_support_filter_all(void *archive) {
    (void)archive;
    return fatal;
}

int archive_read_support_format_all(void *archive) {
    (void)archive;
    return fatal;
}

int archive_read_open_filename(void *archive, const char *name, size_t block) {
    (void)archive, (void)name, (void)block;
    return fatal;
}

int archive_read_next_header(void *archive, void **entry) {
    (void)archive, (void)entry;
    return fatal;
}

ssize_t archive_read_data(void *archive, void *bytes, size_t count) {
    (void)archive, (void)bytes, (void)count;
    return fatal;
}

int archive_read_free(void *archive) {
    (void)archive;
    return 0;
}

const char *archive_entry_pathname(void *entry) {
    (void)entry;
    return NULL;
}

int64_t archive_entry_size(void *entry) {
    (void)entry;
    return 0;
}
