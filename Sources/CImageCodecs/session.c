#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "image_decoder.h"

void session_note(session *s, platen_image_status status, const char *message) {
    s->failure.status = status;
    size_t length = strnlen(message, sizeof s->failure.message - 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)message[i];
        s->failure.message[i] = c >= 0x20 && c < 0x7f ? (char)c : '?';
    }
    s->failure.message[length] = 0;
}

static void note_errno(session *s, const char *message) {
    s->failure.error_number = errno;
    session_note(s, PLATEN_IMAGE_UNREADABLE, message);
}

void session_note_library_error(session *s, platen_image_status status, const char *message) {
    if (s->file && ferror(s->file)) {
        s->failure.error_number = EIO;
        session_note(s, PLATEN_IMAGE_UNREADABLE, "read error");
    } else {
        session_note(s, s->out_of_memory ? PLATEN_IMAGE_NO_MEMORY : status, message);
    }
}

_Noreturn void session_fail(session *s, platen_image_status status, const char *message) {
    session_note_library_error(s, status, message);
    longjmp(s->escape, 1);
}

static int format_of(const unsigned char *bytes, size_t count) {
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    static const unsigned char jpeg[] = {0xff, 0xd8, 0xff};
    if (count >= sizeof png && memcmp(bytes, png, sizeof png) == 0) return PLATEN_IMAGE_PNG;
    if (count >= sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0) return PLATEN_IMAGE_JPEG;
    return 0;
}

int session_open(session *s, const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return note_errno(s, "open"), 0;
    s->file = fdopen(descriptor, "rb");
    if (!s->file) {
        note_errno(s, "fdopen");
        close(descriptor);
        return 0;
    }
    unsigned char magic[8];
    size_t count = fread(magic, 1, sizeof magic, s->file);
    if (ferror(s->file) || fseek(s->file, 0, SEEK_SET) != 0) return note_errno(s, "read"), 0;
    int format = format_of(magic, count);
    if (format == 0) session_note(s, PLATEN_IMAGE_UNKNOWN, "neither PNG nor JPEG");
    return format;
}
