# shellcheck shell=sh
# Sourced by the checks: the top of the tree, the build folder (argument 1), a folder to work in.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-.build}
work=$build/checks
mkdir -p "$work"

need() { # COMMAND PACKAGE
    command -v "$1" >/dev/null || {
        echo "needs $1: install the Debian package $2" >&2
        exit 1
    }
}

# The library's objects with debug information and nothing of the build's options; again only
# when a source is newer. compile FOLDER FLAG ...
compile() {
    folder=$work/$1
    shift
    mkdir -p "$folder"
    if [ -n "$(find src include -newer "$folder/stamp" -print -quit 2>&1)" ]; then
        rm -f "$folder"/*.o "$folder"/*.ci "$folder"/*.su
        for source in src/*.c src/*/*.c; do
            [ ! -f "$source" ] || echo "$source"
        done | xargs -P 2 -I{} sh -c \
            'source=$1 folder=$2; shift 2; gcc -std=c99 -Iinclude "$@" -c "$source" -o "$folder/$(basename "$source" .c).o"' \
            - {} "$folder" "$@"
        touch "$folder/stamp"
    fi
}
