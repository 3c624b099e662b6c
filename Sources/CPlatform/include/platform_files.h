#pragma once

/// Whether what is written to the open file `descriptor` goes past the page cache from now on (O_DIRECT), which asks for
/// whole blocks in aligned memory. -errno when the file system cannot.
int platform_avoid_cache(int descriptor, int wanted);
