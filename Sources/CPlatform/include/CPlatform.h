#pragma once

#include "platform_processes.h"
#include "platform_sandbox.h"
#include "platform_sockets.h"
