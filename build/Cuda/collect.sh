#!/usr/bin/env bash
# Takes what run.sh brought back to where Accept finds it: artifacts/cuda/runs. Also keeps the archive where a further call of run.sh goes on from it.
#   build/Cuda/collect.sh RESULTS.tar.gz
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
results=${1:?usage: collect.sh RESULTS.tar.gz}
to=$root/artifacts/cuda
[ -f "$results" ] || { echo "collect: $results does not exist. Name the results.tar.gz that run.sh left in its OUT folder." >&2; exit 3; }
mkdir -p "$to"
unpacked=$(mktemp -d "$to/results.XXXXXX")
trap 'rm -rf "$unpacked"' EXIT
tar -xzf "$results" -C "$unpacked"
if [ -f "$to/repro-cuda.sha256" ] && ! cmp -s "$unpacked/repro-cuda.sha256" "$to/repro-cuda.sha256"; then
    echo "collect: $results is of another pack than the one in $to. Pack again, or delete that folder." >&2
    exit 3
fi
rm -rf "$to/runs"
[ ! -d "$unpacked/runs/cuda" ] || mv "$unpacked/runs/cuda" "$to/runs"
[ "$results" -ef "$to/results.tar.gz" ] || cp "$results" "$to/results.tar.gz"
for run in "$to"/runs/*/*/seed-*; do
    [ ! -f "$run/complete.json" ] || echo "${run#"$to/runs/"}"
done
