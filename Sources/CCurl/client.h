#pragma once
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

/// One request of the command line's client.
struct platform_curl_call {
    const char *method;
    const char *url;
    /// Header lines, each ended by a newline.
    const char *headers;
    /// NULL for a request without a body.
    const void *body;
    size_t body_length;
    long connect_milliseconds;
    /// The request is given up when for so long nothing is sent or received.
    long idle_seconds;
    size_t longest_answer;
    /// Whether proxies of the environment are passed by.
    int is_local;
};

/// What came back; the buffers belong to whoever made the call, until `platform_curl_answer_free`.
struct platform_curl_answer {
    /// 0, or libcurl's number of what went wrong.
    int error;
    long status;
    char *head;
    size_t head_length;
    char *body;
    size_t body_length;
    size_t longest_body;
};

static inline size_t platform_curl_keep(char **buffer, size_t *length, size_t longest, const char *bytes, size_t count) {
    if (count > longest - *length) return 0;
    char *grown = (char *)realloc(*buffer, *length + count + 1);
    if (grown == NULL) return 0;
    memcpy(grown + *length, bytes, count);
    *buffer = grown;
    *length += count;
    return count;
}

static size_t platform_curl_keep_body(char *bytes, size_t size, size_t count, void *context) {
    struct platform_curl_answer *answer = (struct platform_curl_answer *)context;
    if (size * count == 0) return 0;
    return platform_curl_keep(&answer->body, &answer->body_length, answer->longest_body, bytes, size * count);
}

/// The head of `100 Continue` gives way to that of the answer.
static size_t platform_curl_keep_head(char *bytes, size_t size, size_t count, void *context) {
    struct platform_curl_answer *answer = (struct platform_curl_answer *)context;
    if (size * count >= 5 && memcmp(bytes, "HTTP/", 5) == 0) answer->head_length = 0;
    return platform_curl_keep(&answer->head, &answer->head_length, 64 << 10, bytes, size * count);
}

static inline struct curl_slist *platform_curl_lines(const char *lines) {
    struct curl_slist *list = NULL;
    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
        char *line = strndup(lines, (size_t)(end - lines));
        struct curl_slist *longer = line == NULL ? NULL : curl_slist_append(list, line);
        free(line);
        if (longer != NULL) list = longer;
    }
    return list;
}

/// Makes the call on a connection of its own, without following redirects, and fills `answer`, whose buffers must be
/// freed whatever came back. `curl_global_init` was called before.
static inline void platform_curl_make(const struct platform_curl_call *call, struct platform_curl_answer *answer) {
    memset(answer, 0, sizeof *answer);
    answer->longest_body = call->longest_answer;
    CURL *handle = curl_easy_init();
    if (handle == NULL) {
        answer->error = CURLE_FAILED_INIT;
        return;
    }
    struct curl_slist *headers = platform_curl_lines(call->headers);
    curl_easy_setopt(handle, CURLOPT_URL, call->url);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, call->connect_milliseconds);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, call->idle_seconds);
    if (call->is_local) curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
    if (call->body != NULL) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call->body);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_length);
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call->method);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, platform_curl_keep_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, platform_curl_keep_head);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, answer);
    answer->error = (int)curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer->status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(handle);
}

static inline void platform_curl_answer_free(struct platform_curl_answer *answer) {
    free(answer->head);
    free(answer->body);
    answer->head = answer->body = NULL;
}
