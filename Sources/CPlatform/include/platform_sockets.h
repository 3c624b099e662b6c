#pragma once

#include <stddef.h>
#include <sys/types.h>

/// Accepts a connection that children of this process do not inherit (Swift does not see `accept4`). Returns its descriptor,
/// or -1.
int platform_accept(int listener);

/// Sends one packet on a SOCK_SEQPACKET socket, without SIGPIPE; `descriptor_to_pass` travels with it unless it is -1.
/// Returns 0, or an errno.
int platform_send_packet(int socket, const void *bytes, size_t count, int descriptor_to_pass);

/// Receives one packet without waiting. Descriptors that its sender attached are not taken: they cost the receiver
/// nothing. Returns the packet's bytes; 0 when the other end is closed; -1 when nothing is there; -2 on any other error.
ssize_t platform_receive_packet(int socket, void *bytes, size_t capacity);

/// The same for a sender that is trusted with this process's descriptors: `received_descriptor` is set to the first that
/// came with the packet (close-on-exec), or -1; any others are closed.
ssize_t platform_receive_packet_and_descriptor(int socket, void *bytes, size_t capacity, int *received_descriptor);
