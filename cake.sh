#!/bin/sh
# Builds the build project where it is out of date and hands it the arguments as given; PackageSet and TorchBackend come from the environment.
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 70
if [ -z "${TorchBackend:-}" ] && nvidia-smi >/dev/null 2>&1; then
    export TorchBackend=cuda-linux
    echo "nvidia-smi answers: TorchBackend=cuda-linux. Set TorchBackend=cpu for the CPU's libtorch." >&2
fi
dll=$root/artifacts/cake/${PackageSet:-portable}/Build.dll
if [ ! -f "$dll" ] || [ -n "$(find "$root/build" "$root/src" "$root"/Directory.* "$root/global.json" -newer "$dll")" ]; then
    dotnet build "$root/build/Build.csproj" -tl:off -v q -nologo -clp:NoSummary >&2 || exit 70
    touch "$dll"
fi
exec dotnet "$dll" "$@"
