using System.Globalization;
using Repro;
using Repro.Experiments;
using Repro.Files;
using Repro.Requests;
using Repro.Runs;

namespace ReproBuild.Arguments;

/// <summary>
/// Turns the options of the pipeline into a <see cref="ResolvedRequest"/>, and gathers every fault on the way.
/// </summary>
public sealed class RequestReader(CommandLine commandLine, BuildSurroundings surroundings, RepoPaths paths)
{
    private const double ShortestHang = 0.05,
        MostMinutes = 100_000;

    private readonly List<string> faults = [.. commandLine.Faults];

    /// <summary>Targets that take several settings.</summary>
    private static readonly string[] OfSweep = [nameof(Tasks.Pipeline.Train), nameof(Tasks.Pipeline.AttributeReviews)];

    /// <exception cref="ReproException">All faults in one message (exit code 2).</exception>
    public ResolvedRequest Read(IReadOnlyList<string> targets)
    {
        faults.AddRange(HostOptionCheck.Faults(commandLine, targets));
        var defaults = ReproRequest.Default(paths.Root, surroundings.Variable);
        var request = defaults with
        {
            Profile = Word(Options.Profile, Profiles.All) ?? Profiles.Sample,
            Models = [.. Words<ModelKind>(Options.Models)],
            Protocols = [.. Words<ProtocolKind>(Options.Protocols)],
            Only = [.. Only()],
            Seeds = new SeedReader(commandLine, faults).Read(),
            Exact = commandLine.Has(Options.Exact),
            Device = Device(),
            Vectors = commandLine.Value(Options.Vectors),
            Mirror = Folder(Options.DataMirror, commandLine.Value(Options.DataMirror) ?? defaults.Mirror),
            Cache = Path.GetFullPath(defaults.Cache, surroundings.WorkingDirectory),
            Runs = Folder(Options.Runs, commandLine.Value(Options.Runs)) ?? defaults.Runs,
            CheckpointMinutes = CheckpointMinutes(),
            Wait = Minutes(Options.Wait, atLeast: 0) ?? defaults.Wait,
            HangAfter = Minutes(Options.HangAfter, atLeast: ShortestHang) ?? defaults.HangAfter,
            Sentences = [.. new SentenceReader(commandLine, faults).Read()],
            Reuse = Reuse(),
        };
        faults.AddRange(Repeats.Faults(Options.Models, request.Models.Select(Repro.Words.Of)));
        faults.AddRange(Repeats.Faults(Options.Protocols, request.Protocols.Select(Repro.Words.Of)));
        faults.AddRange(Repeats.Faults(Options.Only, request.Only));
        faults.AddRange(Repeats.Faults(Options.Sentence, request.Sentences.Select(s => TerminalText.Quote(s.Text))));
        request = WithSettings(request) with
        {
            Seed = request.Seeds[0],
            Seeds = request.Seeds.Count > 1 ? request.Seeds : [],
        };
        if (faults.Count == 0 && Resolved(request) is { } resolved)
            return resolved;
        throw ReproException.Usage(string.Join('\n', faults.Distinct()));
    }

    /// <summary>Null where something in it is not legal, which is then among the faults.</summary>
    private ResolvedRequest? Resolved(ReproRequest request)
    {
        try
        {
            var resolved = request.Resolve();
            faults.AddRange(ExperimentCheck.Faults(resolved));
            return faults.Count == 0 ? resolved : null;
        }
        catch (ReproException e) when (e.ExitCode == ExitCode.Usage)
        {
            faults.Add(e.Message);
            return null;
        }
    }

    private ReproRequest WithSettings(ReproRequest request)
    {
        try
        {
            var settings = Sweep.Of(commandLine.Values(Options.Set));
            faults.AddRange(
                Repeats.Faults(
                    Options.Set,
                    commandLine.Values(Options.Set).Select(set => TerminalText.Quote(set.Split('=')[0]))
                )
            );
            faults.AddRange(Repeats.Faults(Options.Set, settings.Select(set => TerminalText.Quote(Sweep.Name(set)))));
            if (settings.Count == 1)
                return request with { Overrides = settings[0] };
            foreach (
                var target in commandLine
                    .Values(Options.Target)
                    .Where(t => !OfSweep.Contains(t, StringComparer.OrdinalIgnoreCase))
            )
                faults.Add(
                    $"--set: {TerminalText.Quote(target)} is about one setting, here are {settings.Count}. Train and tabulate "
                        + $"them by --target={string.Join(" or --target=", OfSweep)}."
                );
            return request with { Sweep = settings };
        }
        catch (ReproException e)
        {
            faults.Add(e.Message);
            return request;
        }
    }

    private string? Word(Option option, IReadOnlyList<string> legal)
    {
        if (commandLine.Value(option) is not { } word)
            return null;
        if (legal.Contains(word, StringComparer.Ordinal))
            return word;
        faults.Add(Illegal(option, word, legal));
        return null;
    }

    private IEnumerable<T> Words<T>(Option option)
        where T : struct, Enum
    {
        foreach (
            var word in commandLine.Value(option)?.Split(',', StringSplitOptions.TrimEntries)
                ?? [.. Repro.Words.All<T>()]
        )
        {
            if (Repro.Words.TryParse<T>(word, out var value))
                yield return value;
            else
                faults.Add(Illegal(option, word, Repro.Words.All<T>()));
        }
    }

    private IEnumerable<string> Only()
    {
        var legal = Repro
            .Words.All<ModelKind>()
            .SelectMany(m => Repro.Words.All<ProtocolKind>().Select(p => $"{m}.{p}"))
            .ToList();
        foreach (var name in commandLine.Value(Options.Only)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (legal.Contains(name))
                yield return name;
            else
                faults.Add(Illegal(Options.Only, name, legal));
        }
    }

    private TimeSpan? Minutes(Option option, double atLeast)
    {
        if (commandLine.Value(option) is not { } text)
            return null;
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
            && minutes >= atLeast
            && minutes <= MostMinutes
        )
            return TimeSpan.FromMinutes(minutes);
        faults.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--{option.Name}: {TerminalText.Quote(text)} is no number of minutes from {atLeast} to {MostMinutes}. Write "
                    + $"--{option.Name}=30."
            )
        );
        return null;
    }

    private string Device() =>
        Word(Options.Device, ["auto", "cpu", "cuda"]) switch
        {
            "cuda" => "cuda",
            "cpu" => "cpu",
            _ => surroundings.CudaReason() is null ? "cuda" : "cpu",
        };

    private ReuseRule Reuse()
    {
        if (
            Word(Options.Reuse, Repro.Words.All<ReuseRule>()) is not { } word
            || !Repro.Words.TryParse<ReuseRule>(word, out var rule)
        )
            return ReuseRule.Program;
        if (rule == ReuseRule.Settings && surroundings.IsCi)
            faults.Add(
                $"--reuse: {word} is not taken on a build server: a run that other code made says nothing about the code "
                    + "in the tree. Leave it out."
            );
        return rule;
    }

    private double CheckpointMinutes()
    {
        if (commandLine.Value(Options.CheckpointMinutes) is not { } text)
            return CheckpointInterval.DefaultMinutes;
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
            && CheckpointInterval.IsLegal(minutes)
        )
            return minutes;
        faults.Add(
            $"--{Options.CheckpointMinutes.Name}: {TerminalText.Quote(text)} is not {CheckpointInterval.Legal}. Leave it out for "
                + $"{CheckpointInterval.DefaultMinutes}."
        );
        return CheckpointInterval.DefaultMinutes;
    }

    /// <summary>A full path, or null where none is given.</summary>
    private string? Folder(Option option, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            if (path is not null)
                faults.Add($"--{option.Name}: is empty. Write --{option.Name}=DIR, or leave it out.");
            return null;
        }

        try
        {
            var whole = HomePath.Expand(path, surroundings.Home, $"--{option.Name}");
            return Path.GetFullPath(whole, surroundings.WorkingDirectory);
        }
        catch (Exception e) when (e is ReproException or ArgumentException)
        {
            const string Nul = "has a NUL in it, which no folder has in its name. Name another.";
            faults.Add(e is ReproException ? e.Message : $"--{option.Name}: {Nul}");
            return null;
        }
    }

    internal static string Illegal(Option option, string value, IReadOnlyList<string> legal) =>
        $"--{option.Name}: {TerminalText.Quote(value)} is not one of {string.Join(", ", legal)}.{Nearest.Hint(value, legal)}";
}
