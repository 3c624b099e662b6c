#pragma once

#include "platform_fifo.h"
#include "platform_futex.h"
#include "platform_locks.h"
#include "platform_memory.h"
#include "platform_sockets.h"
