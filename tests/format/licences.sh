#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# licences.sh PROJECT: fails if a source file does not name its licence in its first five lines.
set -u
cd "$1" || exit 1
missing=$(find . -path ./build -prune -o -name '.git' -prune -o -path './build-*' -prune -o -type f \
    \( -name '*.[chi]pp' -o -name '*.inc' -o -name '*.cmake' -o -name CMakeLists.txt -o -name '*.py' -o -name '*.sh' -o -name '*.in' \) -print |
    while read -r file; do
        head -n 5 "$file" | grep -q 'SPDX-License-Identifier: BSL-1\.0' || echo "$file"
    done)
[ -z "$missing" ] || { echo "$missing"; echo '^ no line "SPDX-License-Identifier: BSL-1.0"'; exit 1; }
echo 'all source files name their licence'
