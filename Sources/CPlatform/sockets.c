#include "platform_sockets.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/// Room for one descriptor, aligned as the macros want it.
union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
};

int platform_accept(int listener) {
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC);
}

int platform_send_packet(int socket, const void *bytes, size_t count, int descriptor_to_pass) {
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    union control control;
    if (descriptor_to_pass >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &descriptor_to_pass, sizeof(int));
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

static ssize_t receive(int socket, struct msghdr *message) {
    ssize_t count;
    do {
        count = recvmsg(socket, message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        // An end that closes with packets unread is told of once, before what it sent.
    } while (count < 0 && (errno == EINTR || errno == ECONNRESET));
    if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? -1 : -2;
    return count;
}

ssize_t platform_receive_packet(int socket, void *bytes, size_t capacity) {
    struct iovec part = {.iov_base = bytes, .iov_len = capacity};
    // Without room for control data the kernel installs no descriptor.
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    return receive(socket, &message);
}

/// Keeps the first descriptor of the message and closes all others: padding makes room for more than one.
static int first_descriptor(struct msghdr *message) {
    int first = -1;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t index = 0; index < count; index++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + index * sizeof(int), sizeof(int));
            if (first < 0) first = descriptor;
            else close(descriptor);
        }
    }
    return first;
}

ssize_t platform_receive_packet_and_descriptor(int socket, void *bytes, size_t capacity, int *received_descriptor) {
    struct iovec part = {.iov_base = bytes, .iov_len = capacity};
    union control control;
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    *received_descriptor = -1;
    ssize_t count = receive(socket, &message);
    if (count >= 0) *received_descriptor = first_descriptor(&message);
    return count;
}
