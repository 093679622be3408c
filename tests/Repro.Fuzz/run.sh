#!/bin/sh
# Fuzzes one target: run.sh TARGET [libFuzzer's options], such as -max_total_time=600 or -runs=1000000; README.md says more.
#   run.sh TARGET --plain=SECONDS    without instrumentation: as many executions, blindly made
#   run.sh TARGET --minimise         the committed corpus and what was found, as few inputs as reach the same
# Needs Linux x64, the .NET 10 SDK, and clang with its fuzzer's archive; installs nothing. All it writes goes to $WORK (artifacts/fuzz).
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${1:?TARGET is missing: tar, tar-gz, zip, vectors, safetensors, safetensors-header or json}
shift
work=${WORK:-$root/artifacts/fuzz}

missing() { echo "run.sh: $1 is missing. Install it, such as with: apt-get install $2" >&2; exit 3; }
command -v dotnet >/dev/null || missing "the .NET 10 SDK" dotnet-sdk-10.0
command -v clang >/dev/null || missing clang "clang libclang-rt-14-dev"
archive=$(clang -print-file-name=libclang_rt.fuzzer_no_main-x86_64.a)
[ -f "$archive" ] || archive=$(clang --print-resource-dir)/lib/linux/libclang_rt.fuzzer_no_main-x86_64.a
[ -f "$archive" ] || missing "libFuzzer's archive $archive" "libclang-rt-14-dev (the number of your clang)"

# The program twice, as it is and instrumented, the latter beside a copy of the runtime whose readers of tar, zip and JSON are instrumented, too.
if [ ! -f "$work/ready" ] || [ "${REBUILD:-}" ]; then
    rm -rf "$work/plain" "$work/instrumented" "$work/dotnet" "$work/ready"
    mkdir -p "$work/dotnet/host" "$work/dotnet/shared/Microsoft.NETCore.App"
    dotnet build "$root/tests/Repro.Fuzz" -v q -nologo
    cp -r "$root/artifacts/build/portable/bin/Repro.Fuzz/debug" "$work/plain"
    cp -r "$work/plain" "$work/instrumented"
    sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
    version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10\.[^ ]*\) .*/\1/p' | tail -1)
    cp -r "$sdk/host/fxr" "$work/dotnet/host"
    cp -r "$sdk/shared/Microsoft.NETCore.App/$version" "$work/dotnet/shared/Microsoft.NETCore.App"
    runtime=$work/dotnet/shared/Microsoft.NETCore.App/$version
    dotnet "$work/plain/Repro.Fuzz.dll" instrument "$work/instrumented/Repro.dll" "$work/instrumented/Repro.Torch.dll" "$work/instrumented/Repro.Data.dll" "$work/instrumented/Repro.Verdicts.dll" \
        "$runtime/System.Formats.Tar.dll" "$runtime/System.IO.Compression.dll" "$runtime/System.Text.Json.dll"
    clang -shared -o "$work/instrumented/libfuzzer.so" -Wl,--whole-archive "$archive" -Wl,--no-whole-archive -lstdc++ -lpthread -ldl -lm
    touch "$work/ready"
fi

# 200 MB of heap: what wants more is a finding. Scratch files in memory where there is such a place.
export DOTNET_GCHeapHardLimit=0xC800000 DOTNET_gcServer=0 DOTNET_TieredPGO=0
[ -w /dev/shm ] && export TMPDIR=/dev/shm
mkdir -p "$work/found/$target" "$work/crashes/$target"
committed=$root/tests/Repro.Fuzz/corpus/$target
dictionary=dictionaries/$target.txt
fuzz() { DOTNET_ROOT=$work/dotnet nice -n 10 "$work/instrumented/Repro.Fuzz" "--target=$target" "$@"; }

case ${1:-} in
--plain=*) cd "$work/crashes/$target" && exec nice -n 10 dotnet "$work/plain/Repro.Fuzz.dll" "--target=$target" "$1" "$committed" ;;
--minimise)
    rm -rf "$work/minimised/$target"
    mkdir -p "$work/minimised/$target"
    fuzz -merge=1 "$work/minimised/$target" "$committed" "$work/found/$target" ;;
*)
    [ -f "$dictionary" ] && set -- "-dict=$dictionary" "$@"
    fuzz -timeout=30 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 "-artifact_prefix=$work/crashes/$target/" "$@" "$work/found/$target" "$committed" ;;
esac
