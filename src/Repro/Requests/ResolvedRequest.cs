using System.Diagnostics.CodeAnalysis;
using Repro.Experiments;
using Repro.Experiments.Settings;
using Repro.Runs;

namespace Repro.Requests;

/// <summary>
/// A request with its experiments. Its text is parsed and validated once, by <see cref="ReproRequest.Resolve"/>; what
/// selects experiments is not to be changed afterwards.
/// </summary>
public sealed record ResolvedRequest : ReproRequest
{
    private EquatableList<Setting> settings; // One at least.

    [SetsRequiredMembers]
    private ResolvedRequest(ReproRequest request, EquatableList<Setting> settings)
        : base(request) => this.settings = settings;

    /// <summary>
    /// The experiments asked for, model by model, with the leading seed; where several settings were asked for, those
    /// of the first.
    /// </summary>
    public EquatableList<ExperimentSpec> Experiments => settings[0].Experiments;

    /// <summary>This request once for every seed, each for that one alone.</summary>
    public IReadOnlyList<ResolvedRequest> BySeed() =>
        Seeds.Count == 0
            ? [this]
            :
            [
                .. Seeds.Select(seed =>
                    this with
                    {
                        Seed = seed,
                        Seeds = [],
                        settings = [.. settings.Select(setting => setting.WithSeed(seed))],
                    }
                ),
            ];

    /// <summary>This request once for every fresh seed, each for that one alone.</summary>
    public IReadOnlyList<ResolvedRequest> ByFreshSeed() =>
        Fresh.Count == 0 ? [] : (this with { Seeds = Fresh, Fresh = [] }).BySeed();

    /// <summary>This request once for every setting and seed.</summary>
    public IReadOnlyList<ResolvedRequest> Each() =>
        settings.Count == 1
            ? BySeed()
            :
            [
                .. settings.SelectMany(one =>
                    (this with { Overrides = one.Text, Sweep = [], settings = [one] }).BySeed()
                ),
            ];

    /// <summary>This request for some of its experiments.</summary>
    public ResolvedRequest For(IEnumerable<ExperimentSpec> some)
    {
        EquatableList<ExperimentSpec> chosen = [.. some];
        return this with
        {
            Only = [.. chosen.Select(spec => spec.Name())],
            settings = [settings[0] with { Experiments = chosen }],
        };
    }

    /// <summary>The run folders of an experiment of this request, one a seed, the leading one first.</summary>
    public IReadOnlyList<RunFolder> FoldersOf(ExperimentSpec spec) =>
        [.. BySeed().Select(one => FolderOf(spec with { Seed = one.Seed }))];

    /// <summary>The same of fresh seeds; none where there are none.</summary>
    public IReadOnlyList<RunFolder> FreshFoldersOf(ExperimentSpec spec) =>
        [.. ByFreshSeed().Select(one => FolderOf(spec with { Seed = one.Seed }))];

    /// <summary>The run folder of an experiment.</summary>
    public RunFolder FolderOf(ExperimentSpec spec) => RunFolder.Of(Runs, spec, ImdbNotebook.Assignment);

    /// <summary>
    /// One experiment of the profile with the leading seed and the settings asked for, whether or not it was asked for
    /// itself.
    /// </summary>
    public ExperimentSpec Find(ModelName model, ProtocolKind protocol) =>
        Experiments.FirstOrDefault(spec => spec.Model == model && spec.Protocol == protocol)
        ?? settings[0].Overrides.Apply(Profiles.Spec(Profile, model, protocol, Vectors, Seed, Device));

    /// <summary>The finished runs that count for this request.</summary>
    /// <param name="program"><see cref="ProgramDigest"/> of the program at hand.</param>
    public RunsAtHand AtHand(string program) =>
        new(Runs, ImdbNotebook.Assignment, Reuse == ReuseRule.Program ? program : null) { Asked = [.. Experiments] };

    /// <summary>
    /// The marker of an experiment's run, without a look at its inputs; null where they are not among
    /// <see cref="ReproRequest.Loaded"/>.
    /// </summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="program"><see cref="ProgramDigest"/> of the program at hand.</param>
    public RunMarker? MarkerOf(ExperimentSpec spec, string program)
    {
        var inputs = spec.InputsHash();
        return Loaded.FirstOrDefault(loaded => loaded.Inputs == inputs) is { } known
            ? new(FolderOf(spec), spec.Hash(), known.Digests, program, Reuse)
            : null;
    }

    internal static ResolvedRequest From(ReproRequest request) =>
        new(
            request,
            request.Sweep.Count == 0
                ? [Setting.Resolve(request, request.Overrides)]
                : [.. request.Sweep.Select(overrides => Setting.Resolve(request, overrides))]
        );

    /// <summary>The experiments asked for under one combination of overrides.</summary>
    private sealed record Setting(
        EquatableList<string> Text,
        SpecOverrides Overrides,
        EquatableList<ExperimentSpec> Experiments
    )
    {
        public static Setting Resolve(ReproRequest request, EquatableList<string> text)
        {
            var overrides = SpecOverrides.Parse(text);
            var selected = Selected(request);
            overrides.CheckUsedBy(selected);
            EquatableList<ExperimentSpec> applied = [.. selected.Select(overrides.Apply)];
            SpecValidation.Check(applied);
            return new Setting(text, overrides, applied);
        }

        public Setting WithSeed(long seed) =>
            this with
            {
                Experiments = [.. Experiments.Select(spec => spec with { Seed = seed })],
            };

        private static List<ExperimentSpec> Selected(ReproRequest request)
        {
            var all = request
                .Models.SelectMany(model =>
                    request.Protocols.Select(protocol =>
                        Profiles.Spec(request.Profile, model, protocol, request.Vectors, request.Seed, request.Device)
                    )
                )
                .ToList();
            if (request.Only.Count == 0)
                return all;
            List<ExperimentSpec> only = [.. all.Where(spec => request.Only.Contains(spec.Name()))];
            return only.Count > 0
                ? only
                : throw ReproException.Usage(
                    $"--only: {request.Only} leaves nothing of "
                        + $"{string.Join(", ", all.Select(spec => spec.Name()))}. Name "
                        + "some of these."
                );
        }
    }
}
