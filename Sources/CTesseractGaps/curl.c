#include "CTesseractGaps.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stddef.h>

// A program that has libcurl all the same, such as the one that holds the unit tests of all targets, gets that: these
// stand in its way, since the linker finds them first. In a processor there is none to be found.

/// CURLE_FAILED_INIT
enum { failed_init = 2 };

void *curl_easy_init(void);
int curl_easy_setopt(void *handle, int option, ...);
int curl_easy_perform(void *handle);
void curl_easy_cleanup(void *handle);
const char *curl_easy_strerror(int code);

void *curl_easy_init(void) {
    void *(*real)(void) = dlsym(RTLD_NEXT, "curl_easy_init");
    return real ? real() : NULL;
}

/// Every value that an option may have is as wide as a pointer.
int curl_easy_setopt(void *handle, int option, ...) {
    int (*real)(void *, int, ...) = dlsym(RTLD_NEXT, "curl_easy_setopt");
    if (!real) return failed_init;
    va_list arguments;
    va_start(arguments, option);
    void *value = va_arg(arguments, void *);
    va_end(arguments);
    return real(handle, option, value);
}

int curl_easy_perform(void *handle) {
    int (*real)(void *) = dlsym(RTLD_NEXT, "curl_easy_perform");
    return real ? real(handle) : failed_init;
}

void curl_easy_cleanup(void *handle) {
    void (*real)(void *) = dlsym(RTLD_NEXT, "curl_easy_cleanup");
    if (real) real(handle);
}

const char *curl_easy_strerror(int code) {
    const char *(*real)(int) = dlsym(RTLD_NEXT, "curl_easy_strerror");
    return real ? real(code) : "images are not fetched from the network";
}
