#!/usr/bin/env bash
# Everything that Repro wants of a machine with an NVIDIA GPU, in one go, out of the folder that pack.sh made. Say it again until it ends with 0:
# what is finished is skipped. Ends with 75 where time ran out, and with the exit code of what failed.
#   OUT=DIR      where results go: results.tar.gz, summary.md, run.log        (out, beside this script)
#   LIMIT=570    seconds that one call may take
#   WORK=DIR     kept between calls; results.tar.gz beside this script stands in for one that is gone    (repro-cuda in the temporary folder)
#   DEVICE=cpu PROFILE=sample rehearses all of it on a machine without a GPU
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here/out} limit=${LIMIT:-570} work=${WORK:-${TMPDIR:-/tmp}/repro-cuda} python=${PYTHON:-python3}
device=${DEVICE:-cuda} profile=${PROFILE:-imdb} steps=${STEPS:-60}
reserve=${RESERVE:-15} # seconds to write the results in
mkdir -p "$out"
exec > >(tee -a "$out/run.log") 2>&1

say() { printf '\n== %4d s  %s\n' "$SECONDS" "$*"; }

unpack() {
    (cd "$here" && sha256sum -c --quiet repro-cuda.sha256) || { echo "run: repro-cuda.tar.xz is not what was packed. Copy the folder again."; exit 3; }
    if ! cmp -s "$here/repro-cuda.sha256" "$work/repro-cuda.sha256"; then
        rm -rf "$work" && mkdir -p "$work/pack"
        "$python" -m tarfile -e "$here/repro-cuda.tar.xz" "$work/pack" || exit 3
        cp "$here/repro-cuda.sha256" "$work/"
    fi
    if [ -f "$here/results.tar.gz" ] && [ ! -d "$work/done" ]; then
        "$python" -m tarfile -e "$here/results.tar.gz" "$work/earlier" && cmp -s "$work/earlier/repro-cuda.sha256" "$here/repro-cuda.sha256" \
            && cp -R "$work/earlier/." "$work/" && echo "Going on from results.tar.gz: $(ls "$work/done" | tr '\n' ' ')"
        rm -rf "$work/earlier"
    fi
    mkdir -p "$work/done" "$work/requests" "$work/runs" "$work/steps" "$work/tables"
}

# Results without weights: what Accept and people read.
collect() {
    { echo "# Repro on $device, $profile"; for table in "$work"/tables/*.md; do [ -f "$table" ] && { echo; cat "$table"; }; done; echo; echo "Seconds of each step: $(cd "$work/done" && grep -H . * 2>/dev/null | tr '\n' ' ')"; } > "$out/summary.md"
    (cd "$work" && find repro-cuda.sha256 done tables requests runs steps \( -name '*.json' -o -name '*.jsonl' -o -name '*.md' -o -path 'done/*' -o -name '*.sha256' \) -type f ! -name batches.jsonl ! -path '*/checkpoint/*' 2>/dev/null \
        | tar -czf "$out/results.tar.gz.part" -T - && mv "$out/results.tar.gz.part" "$out/results.tar.gz")
}

finish() { # CODE SENTENCE
    say "$2"
    collect
    exit "$1"
}

# once NAME COMMAND...: a step in a process of its own, unless an earlier call finished it.
once() {
    local name=$1 began=$SECONDS left=$((limit - SECONDS - reserve)) code
    shift
    if [ -f "$work/done/$name" ]; then echo "== $name is done"; return; fi
    [ "$left" -gt 0 ] || finish 75 "Time is up before $name. Call again."
    say "$name"
    timeout -s INT -k 5 "$left" "$@"
    code=$?
    case $code in
        0) echo $((SECONDS - began)) > "$work/done/$name" ;;
        124 | 130 | 137) [ $((limit - SECONDS)) -le $((reserve + 5)) ] && finish 75 "Time ran out in $name. Call again."; finish "$code" "$name was ended from outside." ;;
        *) finish "$code" "$name failed with exit code $code." ;;
    esac
}

request() { # NAME PROFILE DEVICE EXPERIMENTS
    local vectors=null
    [ "$2" = sample ] || vectors='"glove.6B.100d"'
    printf '{"profile":"%s","device":"%s","vectors":%s,"only":[%s],"cache":"pack/cache","runs":"runs/%s","verdicts":"verdicts","baselines":"pack/baselines"}\n' \
        "$2" "$3" "$vectors" "$4" "$3" > "$work/requests/$1.json"
}

repro() { # REQUEST ARGUMENTS...: prints the command, whose words hold no blanks
    local name=$1
    shift
    echo env "REPRO_REQUEST=requests/$name.json" pack/dotnet/dotnet pack/app/Repro.Reproduction.dll "$@"
}

all='"rnn.as-written","rnn.corrected","cnn.as-written","cnn.corrected","cnn-glove.as-written","cnn-glove.corrected"'

unpack
cd "$work" || exit 3
libtorch=${REPRO_LIBTORCH:-$("$python" -c 'import os, torch; print(os.path.join(os.path.dirname(torch.__file__), "lib"))')} || finish 3 "No PyTorch answers $python."
export REPRO_LIBTORCH=$libtorch REPRO_COMMIT OMP_WAIT_POLICY=PASSIVE
REPRO_COMMIT=$(cat pack/commit)
request about "$profile" "$device" "$all"

say "The machine"
[ "$device" = cpu ] || nvidia-smi || finish 3 "nvidia-smi does not answer."
"$python" -c 'import torch; print("PyTorch", torch.__version__, "CUDA", torch.version.cuda, torch.cuda.get_device_name(0) if torch.cuda.is_available() else "no GPU")'
echo "Symbols that LibTorchSharp lacks in $libtorch:"
LD_LIBRARY_PATH=$libtorch ldd -r pack/app/libLibTorchSharp.so 2>&1 | grep -E 'undefined symbol|=> not found' || echo "  none"
$(repro about about) || finish 3 "The program does not start on this libtorch."

# First the sample, where a fault shows within a minute.
request sample-cpu sample cpu "$all"
request sample-device sample "$device" "$all"
once sample.cpu $(repro sample-cpu)
once "sample.$device" $(repro sample-device)
once sample.agree $(repro sample-device agree tables/1-sample.md)
once sample.steps.cpu $(repro sample-cpu steps steps/sample-cpu 20)
once "sample.steps.$device" $(repro sample-device steps "steps/sample-$device" 20)
once sample.side-by-side "$python" "$here/side_by_side.py" tables/2-sample-steps.md steps/sample-cpu "steps/sample-$device"

for experiment in cnn-glove.as-written cnn-glove.corrected cnn.as-written cnn.corrected rnn.as-written rnn.corrected; do
    request "$profile.$experiment" "$profile" "$device" "\"$experiment\""
    once "$profile.$experiment" $(repro "$profile.$experiment")
done
once "$profile.agree" $(repro about agree tables/3-$profile.md)

for model in cnn-glove cnn rnn; do
    request "$profile.$model" "$profile" "$device" "\"$model.as-written\""
    once "$profile.steps.$model" $(repro "$profile.$model" steps "steps/$profile-$model" "$steps")
    once "$profile.side-by-side.$model" "$python" "$here/side_by_side.py" "tables/4-$profile-$model.md" "steps/$profile-$model"
    rm -f "steps/$profile-$model"/*/initial.safetensors "steps/$profile-$model"/*/batches.jsonl
done
finish 0 "All done."
