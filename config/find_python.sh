# Sets PYTHON to the first interpreter that is new enough, or says in one line what to install.
# WASL_PYTHON names the one to use.
new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

PYTHON=
if [ -n "${WASL_PYTHON:-}" ]; then
  if ! new_enough "$WASL_PYTHON"; then
    echo "WASL_PYTHON: expected a Python of 3.11 or newer, but $WASL_PYTHON is not one." >&2
    exit 1
  fi
  PYTHON=$WASL_PYTHON
else
  for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if new_enough "$candidate"; then
      PYTHON=$candidate
      break
    fi
  done
fi
if [ -z "$PYTHON" ]; then
  echo "Python 3.11 or newer is needed; on Debian or Ubuntu: apt install python3 python3-venv" >&2
  exit 1
fi
export PYTHONUTF8=1
