#pragma once
#include <curl/curl.h>
#include <stdio.h>

static size_t platform_curl_ignore(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

/// Makes `handle` one that posts through the Unix socket at `path` and keeps its connection. Returns false when it cannot.
static inline int platform_publisher_prepare(CURL *handle, const char *path, long timeout_milliseconds) {
    if (!handle) return 0;
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, timeout_milliseconds);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, platform_curl_ignore);
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    return curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, path) == CURLE_OK;
}

/// Posts `length` bytes of JSON, as an event of that name where `event` is not empty. Returns the HTTP status; 0 when
/// there was no complete response in time.
static inline long platform_publish(
    CURL *handle, const char *url, const char *event, const char *bytes, size_t length) {
    char name[64];
    long status = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    if (headers && *event) {
        snprintf(name, sizeof name, "X-EventSource-Event: %s", event);
        curl_slist_append(headers, name);
    }
    if (headers) curl_slist_append(headers, "Expect:");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes);
    if (curl_easy_perform(handle) == CURLE_OK) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return status;
}

/// Removes a channel, so that the streams of its readers end. Returns the HTTP status; 0 when there was no complete
/// response in time.
static inline long platform_end_streams(CURL *handle, const char *url) {
    long status = 0;
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "DELETE");
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)0);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "");
    if (curl_easy_perform(handle) == CURLE_OK) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, NULL);
    return status;
}
