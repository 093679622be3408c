#!/bin/sh
# Builds the build project where its sources are not what was built before, and hands it the arguments as given. PackageSet and TorchBackend
# come from the environment, of which only what build/environment.txt names is handed on. cake.ps1 does the same.
refuse() { printf '%s\n' "$1" >&2; exit "$2"; }

root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 70
case $root in
    *[\;:\|*?\"\$\`\\]* | *@\(* | *%[0-9A-Fa-f][0-9A-Fa-f]* | *'
'*) refuse "The clone's folder, $root: MSBuild cannot build in a path that has one of ; : | * ? \" \$ \` \\, a line break, @( or % with two digits. Move the clone to another." 3 ;;
esac
for variable in TMPDIR HOME DOTNET_CLI_HOME; do
    eval "folder=\${$variable:-}"
    [ -z "$folder" ] || { [ -d "$folder" ] && [ -w "$folder" ]; } \
        || refuse "$variable: $folder is not a folder that can be written to, as the .NET SDK has to. Create it, or set $variable to one." 3
done
case ${PackageSet:-portable} in portable | card) ;; *) refuse "PackageSet: $PackageSet is not one of portable, card. Set one of these, or unset it." 2 ;; esac
case ${TorchBackend:-cpu} in cpu | cuda-linux) ;; *) refuse "TorchBackend: $TorchBackend is not one of cpu, cuda-linux. Set one of these, or unset it." 2 ;; esac
command -v dotnet >/dev/null || refuse "dotnet: not found. Install the .NET 10 SDK: dotnet.microsoft.com, or the distribution's dotnet-sdk-10.0." 70
if [ -z "${TorchBackend:-}" ] && nvidia-smi >/dev/null 2>&1; then
    export TorchBackend=cuda-linux
    echo "nvidia-smi answers: TorchBackend=cuda-linux. Set TorchBackend=cpu for the CPU's libtorch." >&2
fi
export REPRO_ROOT="$root"

set -f # No name of a variable is a pattern of files.
known=$(sed -e '/^#/d' -e '/^$/d' -e 's/\*/.*/g' "$root/build/environment.txt") || exit 70
others=$(env | sed -n 's/^\([^=[:space:]]\{1,\}\)=.*/\1/p' | grep -vx -e "$known")
# shellcheck disable=SC2086 # One word a name.
without=$([ -z "$others" ] || printf ' -u %s' $others)
set +f

dll=$root/artifacts/cake/${PackageSet:-portable}/Build.dll
sum=sha256sum
command -v $sum >/dev/null || sum='shasum -a 256'
sources=$(cd "$root" && find build src Directory.* global.json -type f -exec $sum {} + | LC_ALL=C sort)
if [ ! -f "$dll" ] || [ "$(cat "$dll.sources" 2>/dev/null)" != "$sources" ]; then
    rm -f "$dll.sources"
    env $without dotnet build "$root/build/Build.csproj" -tl:off -v q -nologo -clp:NoSummary >&2 || exit 70
    printf '%s\n' "$sources" >"$dll.sources"
fi
exec env $without dotnet "$dll" "$@"
