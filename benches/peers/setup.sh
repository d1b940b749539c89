#!/bin/sh
# An environment with Brian2 and NEST, for the scripts beside this one.
#   sh benches/peers/setup.sh [directory, .peers if none]
# Needs Python 3.11 or newer and a C++ compiler.
set -eu
dir="${1:-.peers}"
"${PYTHON:-python3}" -m venv "$dir/venv"
# Brian2 2.9 fails with numpy 2.4.
"$dir/venv/bin/pip" install --quiet "setuptools<81" "numpy<2.4" "brian2==2.9.0"
# Of all the scripts only microcircuit.py needs NEST.
"$dir/venv/bin/pip" install --quiet scipy "nest-simulator==3.10.0" ||
    echo "NEST could not be installed" >&2
echo "python3 $(dirname "$0")/compare.py --python $dir/venv/bin/python"
