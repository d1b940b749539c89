#!/bin/sh
# An environment with Brian2, for the scripts beside this one.
#   sh benches/peers/setup.sh [directory, .peers if none]
# Needs Python 3.11 or newer and a C++ compiler.
set -eu
dir="${1:-.peers}"
"${PYTHON:-python3}" -m venv "$dir/venv"
# Brian2 2.9 fails with numpy 2.4.
"$dir/venv/bin/pip" install --quiet "setuptools<81" "numpy<2.4" "brian2==2.9.0"
echo "python3 $(dirname "$0")/compare.py --python $dir/venv/bin/python"
