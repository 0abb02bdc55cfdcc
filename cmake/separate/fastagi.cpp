// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#include <ami/src/fastagi.hpp>
