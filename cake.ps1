# Builds the build project and hands it the arguments as given; PackageSet and TorchBackend come from the environment.
if (-not $env:TorchBackend) {
    try { nvidia-smi *> $null; $gpu = $LASTEXITCODE -eq 0 } catch { $gpu = $false }
    if ($gpu -and $IsLinux) {
        $env:TorchBackend = 'cuda-linux'
        [Console]::Error.WriteLine("nvidia-smi answers: TorchBackend=cuda-linux. Set TorchBackend=cpu for the CPU's libtorch.")
    }
}
dotnet build "$PSScriptRoot/build/Build.csproj" -tl:off -v q -nologo -clp:NoSummary
if ($LASTEXITCODE -ne 0) { exit 70 }
$set = if ($env:PackageSet) { $env:PackageSet } else { 'portable' }
dotnet "$PSScriptRoot/artifacts/cake/$set/Build.dll" @args
exit $LASTEXITCODE
