#pragma once
#include "platform_sockets.h"
