// A process of one thread that maps FILE, lets go of the pages of files, and prints how many kilobytes of its own mapping
// are in memory then, and the sum of its bytes. Usage: platen-test-file-pages FILE read|changed.
// With `changed` every byte is made one more before, as a loader that relocates changes what it then protects.

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CPlatform.h"

static long sum_of(const unsigned char *bytes, size_t count) {
    long sum = 0;
    for (size_t i = 0; i < count; i++) sum += bytes[i];
    return sum;
}

/// Pages of the mapping itself, whatever of the file is in the page cache; -1 when it is not listed.
static long resident_kilobytes(const void *mapping) {
    FILE *smaps = fopen("/proc/self/smaps", "re");
    char line[512];
    long size = -1;
    bool is_own = false;
    while (smaps && fgets(line, sizeof line, smaps)) {
        unsigned long start, end;
        if (sscanf(line, "%lx-%lx ", &start, &end) == 2) is_own = start == (unsigned long)mapping;
        if (is_own && sscanf(line, "Rss: %ld kB", &size) == 1) break;
    }
    if (smaps) fclose(smaps);
    return size;
}

int main(int count, char **arguments) {
    if (count != 3) return 64;
    int file = open(arguments[1], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0) return 1;
    size_t size = (size_t)status.st_size;
    unsigned char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) return 1;
    if (strcmp(arguments[2], "changed") == 0) {
        for (size_t i = 0; i < size; i++) bytes[i]++;
    }
    if (mprotect(bytes, size, PROT_READ) != 0 || sum_of(bytes, size) == 0) return 1;
    if (platform_release_file_pages() <= 0) return 1;
    long resident = resident_kilobytes(bytes);
    printf("%ld %ld\n", resident, sum_of(bytes, size));
    return 0;
}
