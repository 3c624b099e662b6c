#pragma once

#include "platform_events.h"
#include "platform_fifo.h"
#include "platform_file_pages.h"
#include "platform_files.h"
#include "platform_futex.h"
#include "platform_launching.h"
#include "platform_locks.h"
#include "platform_memory.h"
#include "platform_processes.h"
#include "platform_sandbox.h"
#include "platform_sockets.h"
