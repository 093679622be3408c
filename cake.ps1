# Builds the build project where its sources are not what was built before, and hands it the arguments as given. PackageSet and TorchBackend
# come from the environment, of which only what build/environment.txt names is handed on. cake.sh does the same.
function Stop-Script($message, $code) {
    [Console]::Error.WriteLine($message)
    exit $code
}

$root = $PSScriptRoot
$onWindows = $IsWindows -or $env:OS -eq 'Windows_NT'
if ($root -match '[;|*?"$`\r\n]|@\(|%[0-9A-Fa-f]{2}' -or (-not $onWindows -and $root -match '[:\\]')) {
    Stop-Script "The clone's folder, ${root}: MSBuild cannot build in a path that has one of ; : | * ? `" `$ `` \, a line break, @( or % with two digits. Move the clone to another." 3
}
foreach ($variable in 'TMPDIR', 'HOME', 'DOTNET_CLI_HOME') {
    $folder = [Environment]::GetEnvironmentVariable($variable)
    if (-not $folder) { continue }
    try {
        $probe = [IO.Path]::Combine($folder, [IO.Path]::GetRandomFileName())
        [IO.File]::Create($probe).Dispose()
        [IO.File]::Delete($probe)
    }
    catch {
        Stop-Script "${variable}: $folder is not a folder that can be written to, as the .NET SDK has to. Create it, or set $variable to one." 3
    }
}
if ($env:PackageSet -and $env:PackageSet -cnotin 'portable', 'card') {
    Stop-Script "PackageSet: $env:PackageSet is not one of portable, card. Set one of these, or unset it." 2
}
if ($env:TorchBackend -and $env:TorchBackend -cnotin 'cpu', 'cuda-linux') {
    Stop-Script "TorchBackend: $env:TorchBackend is not one of cpu, cuda-linux. Set one of these, or unset it." 2
}
if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
    Stop-Script "dotnet: not found. Install the .NET 10 SDK: dotnet.microsoft.com, or the distribution's dotnet-sdk-10.0." 70
}
$taken = @{}
$set = if ($env:PackageSet) { $env:PackageSet } else { 'portable' }
try {
    if (-not $env:TorchBackend) {
        try { nvidia-smi *> $null; $gpu = $LASTEXITCODE -eq 0 } catch { $gpu = $false }
        if ($gpu -and $IsLinux) {
            $taken['TorchBackend'] = $null
            $env:TorchBackend = 'cuda-linux'
            [Console]::Error.WriteLine("nvidia-smi answers: TorchBackend=cuda-linux. Set TorchBackend=cpu for the CPU's libtorch.")
        }
    }
    $taken['REPRO_ROOT'] = $env:REPRO_ROOT
    $env:REPRO_ROOT = $root

    # Taken from this process, since its children inherit them, and given back to whoever called the script.
    $patterns = [IO.File]::ReadAllLines("$root/build/environment.txt") -notmatch '^(#|$)'
    foreach ($name in @([Environment]::GetEnvironmentVariables().Keys)) {
        $known = if ($onWindows) { $patterns | Where-Object { $name -like $_ } } else { $patterns | Where-Object { $name -clike $_ } }
        if (-not $known) {
            $taken[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
        }
    }

    $dll = "$root/artifacts/cake/$set/Build.dll"
    $files = @('build', 'src' | ForEach-Object { [IO.Directory]::GetFiles("$root/$_", '*', 'AllDirectories') }) +
        [IO.Directory]::GetFiles($root, 'Directory.*') + "$root/global.json"
    $sha256 = [Security.Cryptography.SHA256]::Create()
    [string[]]$lines = $files | ForEach-Object {
        $digest = [BitConverter]::ToString($sha256.ComputeHash([IO.File]::ReadAllBytes($_))).Replace('-', '').ToLowerInvariant()
        "$digest  $($_.Substring($root.Length + 1).Replace('\', '/'))"
    }
    [Array]::Sort($lines, [StringComparer]::Ordinal)
    $sources = ($lines -join "`n") + "`n"
    if (-not [IO.File]::Exists($dll) -or -not [IO.File]::Exists("$dll.sources") -or [IO.File]::ReadAllText("$dll.sources") -cne $sources) {
        if ([IO.File]::Exists("$dll.sources")) { [IO.File]::Delete("$dll.sources") }
        dotnet build "$root/build/Build.csproj" -tl:off -v q -nologo -clp:NoSummary | ForEach-Object { [Console]::Error.WriteLine($_) }
        if ($LASTEXITCODE -ne 0) { exit 70 }
        [IO.File]::WriteAllText("$dll.sources", $sources)
    }
    dotnet $dll @args
    exit $LASTEXITCODE
}
finally {
    # To PowerShell a null is an empty string, which .NET does not take for no variable.
    foreach ($name in $taken.Keys) {
        [Environment]::SetEnvironmentVariable($name, $(if ($null -eq $taken[$name]) { [NullString]::Value } else { $taken[$name] }))
    }
}
