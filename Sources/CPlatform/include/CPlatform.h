#pragma once
#include "platform_launching.h"
