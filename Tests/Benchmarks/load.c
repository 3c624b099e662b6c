// A client for measurements, in C so that it costs the measured machine little.
//   load latency PORT IMAGE JOBS              one `size` job at a time, its status polled back to back
//   load burst PORT IMAGE JOBS CONNECTIONS    all jobs at once, until the last has ended
// Prints one line of JSON. Every answer that is not the expected one ends the program with status 1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ID_LENGTH = 36, ANSWER_CAPACITY = 1 << 16, LAST_ONES = 64 };
static const char *const boundary = "----platenbench";

struct connection {
    int socket;
    char answer[ANSWER_CAPACITY];
};

static int port;
static char *submission;
static size_t submission_length;

static void fail(const char *what, const char *detail) {
    fprintf(stderr, "load: %s: %.400s\n", what, detail);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void dial(struct connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int yes = 1;
    connection->socket = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect", "refused");
}

static int send_all(int socket, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0) return 0;
        bytes += sent;
        length -= (size_t)sent;
    }
    return 1;
}

/// Whether `text` holds a whole answer: by its Content-Length, or up to the last chunk.
static int is_whole(const char *text, size_t length) {
    const char *end = strstr(text, "\r\n\r\n");
    if (end == NULL) return 0;
    const char *field = strcasestr(text, "\r\nContent-Length:");
    if (field != NULL && field < end) return length >= (size_t)(end + 4 - text) + (size_t)atol(field + 17);
    return length >= 5 && memcmp(text + length - 5, "0\r\n\r\n", 5) == 0;
}

/// One attempt at an exchange over the connection as it is.
static int try_exchange(struct connection *connection, const char *request, size_t request_length) {
    if (!send_all(connection->socket, request, request_length)) return 0;
    size_t length = 0;
    do {
        ssize_t got = recv(connection->socket, connection->answer + length, ANSWER_CAPACITY - 1 - length, 0);
        if (got <= 0) return 0;
        length += (size_t)got;
        connection->answer[length] = 0;
    } while (!is_whole(connection->answer, length));
    return atoi(connection->answer + 9);
}

/// Sends a request and returns the status; nginx closes a connection after a thousand requests, so once more.
static int exchange(struct connection *connection, const char *request, size_t length) {
    int status = connection->socket >= 0 ? try_exchange(connection, request, length) : 0;
    if (status == 0) {
        if (connection->socket >= 0) close(connection->socket);
        dial(connection);
        status = try_exchange(connection, request, length);
    }
    if (status == 0) fail("no answer", "the connection was closed");
    if (strcasestr(connection->answer, "\r\nConnection: close") != NULL) {
        close(connection->socket);
        connection->socket = -1;
    }
    return status;
}

static void submit(struct connection *connection, char id[ID_LENGTH + 1]) {
    int status = exchange(connection, submission, submission_length);
    const char *location = strcasestr(connection->answer, "\r\nLocation: /api/jobs/");
    if (status != 202 || location == NULL) fail("a submission was not accepted", connection->answer);
    memcpy(id, location + strlen("\r\nLocation: /api/jobs/"), ID_LENGTH);
    id[ID_LENGTH] = 0;
}

static int is_completed(struct connection *connection, const char *id) {
    char request[256];
    int length = snprintf(
        request, sizeof request, "GET /api/jobs/%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", id, port);
    if (exchange(connection, request, (size_t)length) != 200) fail("a status", connection->answer);
    if (strstr(connection->answer, "\"failed\"") != NULL) fail("a job failed", connection->answer);
    return strstr(connection->answer, "\"completed\"") != NULL;
}

static void build_submission(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail("cannot open", path);
    char *image = malloc(64 << 20);
    size_t image_length = fread(image, 1, 64 << 20, file);
    fclose(file);
    char head[1024], tail[64];
    int head_length = snprintf(
        head, sizeof head,
        "--%s\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nsize\r\n"
        "--%s\r\nContent-Disposition: form-data; name=\"image\"; filename=\"photo.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\n", boundary, boundary);
    int tail_length = snprintf(tail, sizeof tail, "\r\n--%s--\r\n", boundary);
    size_t body_length = (size_t)head_length + image_length + (size_t)tail_length;
    submission = malloc(body_length + 1024);
    submission_length = (size_t)sprintf(
        submission,
        "POST /api/jobs HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: multipart/form-data; boundary=%s\r\n"
        "Content-Length: %zu\r\n\r\n%s", port, boundary, body_length, head);
    memcpy(submission + submission_length, image, image_length);
    memcpy(submission + submission_length + image_length, tail, (size_t)tail_length);
    submission_length += image_length + (size_t)tail_length;
    free(image);
}

static int compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double percentile(double *sorted, int count, double share) {
    return sorted[(int)(share * (count - 1) + 0.5)] * 1000;
}

static void latency(int jobs) {
    struct connection *connection = malloc(sizeof *connection);
    double *submitted = calloc((size_t)jobs, sizeof *submitted), *ended = calloc((size_t)jobs, sizeof *ended);
    connection->socket = -1;
    for (int i = 0; i < jobs; i++) {
        char id[ID_LENGTH + 1];
        double begun = now();
        submit(connection, id);
        submitted[i] = now() - begun;
        while (!is_completed(connection, id)) {}
        ended[i] = now() - begun;
    }
    qsort(submitted, (size_t)jobs, sizeof *submitted, compare);
    qsort(ended, (size_t)jobs, sizeof *ended, compare);
    printf(
        "{\"submit_p50_ms\":%.3f,\"submit_p99_ms\":%.3f,\"end_p50_ms\":%.3f,\"end_p99_ms\":%.3f}\n",
        percentile(submitted, jobs, 0.5), percentile(submitted, jobs, 0.99), percentile(ended, jobs, 0.5),
        percentile(ended, jobs, 0.99));
}

static int burst_jobs;
static atomic_int issued, accepted;
static char (*ids)[ID_LENGTH + 1];

static void *submitter(void *unused) {
    (void)unused;
    struct connection *connection = malloc(sizeof *connection);
    connection->socket = -1;
    while (atomic_fetch_add(&issued, 1) < burst_jobs) {
        char id[ID_LENGTH + 1];
        submit(connection, id);
        memcpy(ids[atomic_fetch_add(&accepted, 1)], id, sizeof id);
    }
    free(connection);
    return NULL;
}

static void await(struct connection *connection, int from, int to) {
    for (int i = from; i < to; i++)
        while (!is_completed(connection, ids[i])) usleep(2000);
}

/// The clock stops when the last jobs accepted have ended; that the others ended too is looked up afterwards, and
/// when one had not, the clock goes on until it has.
static void burst(int jobs, int connections) {
    burst_jobs = jobs;
    ids = calloc((size_t)jobs, sizeof *ids);
    pthread_t *threads = calloc((size_t)connections, sizeof *threads);
    double begun = now();
    for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, submitter, NULL);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], NULL);
    double submitted = now();
    struct connection *connection = malloc(sizeof *connection);
    connection->socket = -1;
    await(connection, jobs > LAST_ONES ? jobs - LAST_ONES : 0, jobs);
    double ended = now();
    for (int i = 0; i < jobs; i++) {
        if (is_completed(connection, ids[i])) continue;
        await(connection, i, i + 1);
        ended = now();
    }
    printf("{\"submit_s\":%.3f,\"total_s\":%.3f,\"jobs_per_s\":%.1f}\n", submitted - begun, ended - begun, jobs / (ended - begun));
}

int main(int count, char **arguments) {
    if (count < 5) fail("usage", "load latency|burst PORT IMAGE JOBS [CONNECTIONS]");
    port = atoi(arguments[2]);
    build_submission(arguments[3]);
    if (strcmp(arguments[1], "latency") == 0) latency(atoi(arguments[4]));
    else if (strcmp(arguments[1], "burst") == 0 && count > 5) burst(atoi(arguments[4]), atoi(arguments[5]));
    else fail("no such mode", arguments[1]);
    return 0;
}
