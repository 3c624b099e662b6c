#pragma once

/// Whether what is written to the open file `descriptor` goes past the page cache from now on (O_DIRECT), which asks for
/// whole blocks in aligned memory. -errno when the file system cannot.
int platform_avoid_cache(int descriptor, int wanted);

/// What a file system keeps its files in.
enum {
    PLATFORM_VOLUME_DISK = 0,
    /// Memory: they are gone with the power.
    PLATFORM_VOLUME_MEMORY = 1,
    /// Another machine, whose locks and synchronising may be weaker.
    PLATFORM_VOLUME_REMOTE = 2,
};

/// One of the above for the file system of `path`; a negative errno when there is none.
int platform_volume_kind(const char *path);

/// Brings everything on the file system of the open folder or file to the disk (syncfs). 0, or -errno.
int platform_synchronise_volume(int descriptor);
