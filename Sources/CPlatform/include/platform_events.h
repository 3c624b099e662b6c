#pragma once

/// Descriptors for events and signals, which the C library's Swift module leaves out.
#include <sys/eventfd.h>
#include <sys/signalfd.h>
