using System.Diagnostics;
using Repro;
using Repro.Requests;
using ReproBuild.Arguments;

namespace ReproBuild.Against;

/// <summary>
/// Another version of the sources, in a folder of its own with artifacts of its own: a commit of this repository, or a
/// clone that lies somewhere else.
/// </summary>
/// <param name="Name">For people: the commit in short, or the folder.</param>
/// <param name="Tree">Its top folder.</param>
/// <param name="Commit">To be checked out there; null for a folder that is used as it is.</param>
public sealed record OtherSide(string Name, string Tree, string? Commit)
{
    private const int ShortCommit = 12,
        TailLines = 20;

    /// <summary>Its committed baselines, tolerances and claims.</summary>
    public string Baselines => Path.Combine(Tree, "baselines");

    /// <summary>What its training printed.</summary>
    public string Log => Path.Combine(Tree, "artifacts", "against.log");

    /// <summary>
    /// The version that the option names; without it, on a build server that tests a pull request, the commit that the
    /// request branched off from, so that its yardstick judges. Null where there is neither.
    /// </summary>
    /// <exception cref="ReproException">The option names nothing (exit code 2).</exception>
    public static OtherSide? Of(CommandLine commandLine, RepoPaths paths, BuildSurroundings surroundings)
    {
        if (commandLine.Value(Options.Against) is { } text)
            return Find(text, paths, surroundings.WorkingDirectory);
        return
            surroundings.PullRequestTarget is { } target
            && Git.MergeBase(paths.Root, "HEAD", target) is { Length: > 0 } commit
            && commit != Git.Head(paths.Root)
            ? Find(commit, paths, surroundings.WorkingDirectory)
            : null;
    }

    /// <summary>
    /// Why a pull request cannot be judged by the yardstick of what it branched off from; null where it can, or where
    /// none is tested.
    /// </summary>
    public static string? Missing(RepoPaths paths, BuildSurroundings surroundings) =>
        surroundings.PullRequestTarget is { } target && Git.MergeBase(paths.Root, "HEAD", target) is null
            ? $"Yardstick: not compared with {target}, which this clone does not hold: only this version's tolerances and "
                + "baselines judge. Fetch it first (actions/checkout: fetch-depth: 0)."
            : null;

    /// <summary>Finds what <c>--against</c> names. Nothing is checked out yet.</summary>
    /// <param name="text">A revision that git understands, or a folder that holds Repro.sln.</param>
    /// <param name="paths">Of this clone.</param>
    /// <param name="workingDirectory">What a relative folder is relative to.</param>
    /// <exception cref="ReproException">It is neither (exit code 2).</exception>
    public static OtherSide Find(string text, RepoPaths paths, string workingDirectory)
    {
        var folder = Path.GetFullPath(text, workingDirectory);
        if (File.Exists(Path.Combine(folder, "Repro.sln")))
            return new OtherSide(folder, folder, null);
        return Git.Resolve(paths.Root, text) is { } commit
            ? new OtherSide(commit[..ShortCommit], paths.Against(commit[..ShortCommit]), commit)
            : throw ReproException.Usage(
                $"--against: {TerminalText.Quote(text)} is neither a commit of this repository nor a folder that holds "
                    + "Repro.sln. Name a commit, such as --against=HEAD~1, a branch or another clone; in a shallow clone, "
                    + "fetch the commit first."
            );
    }

    /// <summary>Makes the folder hold the commit's files. A folder that holds them already stays as it is.</summary>
    /// <exception cref="ReproException">git fails (exit code 70).</exception>
    public async Task CheckOutAsync(string root, CancellationToken cancellation)
    {
        if (Commit is null || Git.Head(Tree) == Commit)
            return;
        if (!Directory.Exists(Path.Combine(Tree, ".git")))
            await RunAsync("git", ["clone", "--shared", "--no-checkout", "--quiet", root, Tree], root, cancellation);
        await RunAsync("git", ["-C", Tree, "checkout", "--force", "--detach", "--quiet", Commit], Tree, cancellation);
    }

    /// <summary>
    /// Builds that version and has it train and attribute what is asked for here, from the same seeds. Its own runs
    /// that are complete and unchanged are reused.
    /// </summary>
    /// <exception cref="ReproException">Its build failed (exit code 70).</exception>
    public async Task TrainAsync(ResolvedRequest request, CancellationToken cancellation)
    {
        var (program, script) = OperatingSystem.IsWindows() ? ("pwsh", "cake.ps1") : ("sh", "cake.sh");
        await RunAsync(program, [Path.Combine(Tree, script), .. Arguments(request)], Tree, cancellation);
    }

    /// <summary>The options that every version knows.</summary>
    internal static IReadOnlyList<string> Arguments(ResolvedRequest request)
    {
        var seeds = request.Seeds.Count == 0 ? [request.Seed] : request.Seeds;
        return
        [
            "--target=AttributeReviews",
            $"--profile={request.Profile}",
            $"--only={string.Join(',', request.Experiments.Select(spec => spec.Name()))}",
            FormattableString.Invariant($"--seeds={string.Join(',', seeds)}"),
            $"--device={request.Device}",
            .. request.Vectors is { } vectors ? [$"--vectors={vectors}"] : Array.Empty<string>(),
            .. request.Mirror is { } mirror ? [$"--data-mirror={mirror}"] : Array.Empty<string>(),
            .. request.Overrides.Select(text => $"--set={text}"),
        ];
    }

    private async Task RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string folder,
        CancellationToken cancellation
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in (string[])["REPRO_REQUEST", RepoPaths.Variable])
            info.Environment.Remove(variable);
        using var process = Process.Start(info)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var printed = output + await error;
            if (Directory.Exists(Tree))
                Repro.Files.SafeFile.WriteText(Log, printed);
            if (process.ExitCode != 0)
                throw new ReproException(
                    ExitCode.ToolFailure,
                    $"--against: {Name} ended with exit code {process.ExitCode} in {program} {arguments[0]}. The end of "
                        + $"{Log}:\n{string.Join('\n', printed.TrimEnd().Split('\n').TakeLast(TailLines))}"
                );
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
