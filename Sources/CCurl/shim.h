#pragma once
#include <curl/curl.h>
#include <string.h>

#include "publish.h"

/// Where a response body goes: as much of it as fits.
struct platform_curl_body {
    char *bytes;
    size_t capacity;
    size_t length;
};

static size_t platform_curl_receive(char *bytes, size_t size, size_t count, void *context) {
    struct platform_curl_body *body = (struct platform_curl_body *)context;
    size_t room = body->capacity - body->length;
    size_t kept = size * count < room ? size * count : room;
    memcpy(body->bytes + body->length, bytes, kept);
    body->length += kept;
    return size * count;
}

/// One GET without proxies or redirects. Returns the HTTP status and fills `buffer` with the first `capacity` bytes of
/// the body (`length`: how many); 0 when there was no complete response within `timeout_milliseconds`.
/// (`curl_easy_setopt` takes variable arguments, which Swift cannot call.)
static inline long platform_curl_get(
    CURL *handle, const char *url, long timeout_milliseconds, char *buffer, size_t capacity, size_t *length) {
    struct platform_curl_body body = {buffer, capacity, 0};
    long status = 0;
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout_milliseconds);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, platform_curl_receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
    if (curl_easy_perform(handle) != CURLE_OK) return 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    *length = body.length;
    return status;
}

// What `Outbound` sets, each with the type that libcurl expects, since the functions take variable arguments.

static inline CURLcode platform_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode platform_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode platform_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline void platform_curl_set_receivers(
    CURL *handle, curl_write_callback body, curl_write_callback header, curl_opensocket_callback open, void *context) {
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
}

static inline long platform_curl_status(CURL *handle) {
    long status = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}
