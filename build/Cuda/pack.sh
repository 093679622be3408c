#!/usr/bin/env bash
# Packs everything that run.sh needs on a machine with an NVIDIA GPU and PyTorch, but without .NET and without a network, into artifacts/cuda:
# this program, the .NET runtime, the prepared reviews and vectors, the baselines. libtorch is not in it: PyTorch's own is used there.
#   REPRO_DATA_MIRROR=DIR build/Cuda/pack.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
to=$root/artifacts/cuda
stage=$to/stage
limit=${PACK_LIMIT:-$((64 * 1024 * 1024))}
vectors=glove.6B.100d

rm -rf "$to"
mkdir -p "$stage/app" "$stage/dotnet/host" "$stage/dotnet/shared/Microsoft.NETCore.App" "$stage/baselines" "$stage/cache"

echo "Preparing the reviews and $vectors"
REPRO_CACHE=$stage/prepare sh "$root/cake.sh" --target=Prepare --profile=imdb --vectors=$vectors
mv "$stage/prepare/prepared" "$stage/cache/prepared"
rm -rf "$stage/prepare"
for kind in corpus vectors; do
    [ -n "$(find "$stage/cache/prepared" -name "*.$kind")" ] || { echo "pack: no prepared $kind in the cache; run the target Prepare and look at what it says." >&2; exit 3; }
done

echo "Building the program"
dotnet build "$root/tests/Repro.Reproduction/Repro.Reproduction.csproj" -v q -nologo -clp:NoSummary
cp -R "$root/artifacts/build/${PackageSet:-portable}/bin/Repro.Reproduction/debug/." "$stage/app"
find "$stage/app" \( -name '*.pdb' -o -name '*.xml' -o -name libtorch.path \) -delete # libtorch.path names a folder of this machine.
[ -f "$stage/app/libLibTorchSharp.so" ] || { echo "pack: libLibTorchSharp.so is not in the program's folder; pack on linux-x64, with TorchBackend=cpu." >&2; exit 3; }

# The runtime that this SDK runs on, less what only debuggers and documents in XML need.
read -r version shared < <(dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App \(10[^ ]*\) \[\(.*\)\]$/\1 \2/p' | tail -1)
cp "$shared/../../dotnet" "$stage/dotnet/"
mkdir "$stage/dotnet/host/fxr"
cp -R "$shared/../../host/fxr/$version" "$stage/dotnet/host/fxr/"
cp -R "$shared/$version" "$stage/dotnet/shared/Microsoft.NETCore.App/"
(cd "$stage/dotnet/shared/Microsoft.NETCore.App/$version" && rm -f libmscor* libclrgc* libcoreclrtraceptprovider.so createdump \
    Microsoft.VisualBasic* Microsoft.DiaSymReader* System.Private.Xml* System.Data.Common.dll System.Private.DataContractSerialization.dll)

cp -R "$root/baselines/." "$stage/baselines"
git -C "$root" rev-parse HEAD > "$stage/commit" 2>/dev/null || echo unknown > "$stage/commit"
cp "$here/run.sh" "$here/side_by_side.py" "$to/"

echo "Packing"
(cd "$stage" && find . -type f | LC_ALL=C sort | sed 's|^\./||' > "$to/contents.txt")
tar -C "$stage" --sort=name --owner=0 --group=0 -cf - . | xz -6 -T0 > "$to/repro-cuda.tar.xz"
rm -rf "$stage"
(cd "$to" && sha256sum repro-cuda.tar.xz > repro-cuda.sha256)

bytes=$(cat "$to"/* | wc -c)
echo "$to: $(wc -l < "$to/contents.txt") files in $bytes bytes ($((bytes / 1048576)) MiB), the limit is $limit"
[ "$bytes" -le "$limit" ] || { echo "pack: $bytes bytes are above the limit of $limit, which is what a carried folder may hold. Pack fewer baselines or a smaller runtime." >&2; exit 1; }
