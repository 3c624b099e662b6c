#pragma once

#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>

#include "image_failure.h"

/// The way out of a library that reports errors by not returning. Every entry of this target that calls such a
/// library sets `escape` first.
typedef struct session {
    jmp_buf escape;
    platen_image_failure failure;
    /// An allocation was refused since the session began.
    int out_of_memory;
    /// libpng reads what is not the image, which may take only so much memory.
    int reads_chunks;
    /// The file that is read, to tell a read error from an early end.
    FILE *file;
} session;

/// Notes `message` as the failure. What is not printable becomes a question mark.
void session_note(session *s, platen_image_status status, const char *message);

/// Notes a failure whose kind follows from the state of the session: read error, memory, else `status`.
void session_note_library_error(session *s, platen_image_status status, const char *message);

/// Notes a failure and leaves to the `setjmp` of the entry.
_Noreturn void session_fail(session *s, platen_image_status status, const char *message);

/// Opens `path` for reading and finds the format by its first bytes; 0 with the failure noted when it cannot.
/// `s->file` stands at the beginning of the file then.
int session_open(session *s, const char *path);
