# Sets PYTHON to the first interpreter that is new enough, or says in one line what to install.
# WASL_PYTHON chooses another one.
PYTHON=
for candidate in ${WASL_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    PYTHON=$candidate
    break
  fi
done
if [ -z "$PYTHON" ]; then
  echo "Python 3.11 or newer is needed; on Debian or Ubuntu: apt install python3 python3-venv" >&2
  exit 1
fi
export PYTHONUTF8=1
