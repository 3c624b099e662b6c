#include "CTesseractGaps.h"

#include <stddef.h>

/// CURLE_FAILED_INIT
enum { failed_init = 2 };

void *curl_easy_init(void);
int curl_easy_setopt(void *handle, int option, ...);
int curl_easy_perform(void *handle);
void curl_easy_cleanup(void *handle);
const char *curl_easy_strerror(int code);

void *curl_easy_init(void) { return NULL; }

int curl_easy_setopt(void *handle, int option, ...) {
    (void)handle, (void)option;
    return failed_init;
}

int curl_easy_perform(void *handle) {
    (void)handle;
    return failed_init;
}

void curl_easy_cleanup(void *handle) { (void)handle; }

const char *curl_easy_strerror(int code) {
    (void)code;
    return "images are not fetched from the network";
}
