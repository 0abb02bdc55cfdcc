#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Runs a server that ends by SIGTERM, and sends it when the server says that it listens: the program and its arguments.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkfifo "$folder/output"
"$@" >"$folder/output" &
program=$!
while IFS= read -r line; do
    printf '%s\n' "$line"
    case $line in
        listening*) kill -TERM $program ;;
    esac
done <"$folder/output"
wait $program
