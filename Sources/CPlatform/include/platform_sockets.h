#pragma once

#include <stddef.h>
#include <sys/types.h>

/// Sends one packet on a SOCK_SEQPACKET socket, without SIGPIPE.
/// @param descriptor_to_pass a descriptor that travels with the packet, or -1.
/// @return 0, or an errno.
int platform_send_packet(int socket, const void *bytes, size_t count, int descriptor_to_pass);

/// Receives one packet without waiting. Descriptors that its sender attached are not taken: they cost the receiver
/// nothing.
/// @return the packet's bytes; 0 when the other end is closed; -1 when nothing is there; -2 on any other error.
ssize_t platform_receive_packet(int socket, void *bytes, size_t capacity);

/// The same for a sender that is trusted with this process's descriptors.
/// @param received_descriptor set to the first descriptor that came with the packet (close-on-exec), or -1; any others
/// are closed.
ssize_t platform_receive_packet_and_descriptor(int socket, void *bytes, size_t capacity, int *received_descriptor);
