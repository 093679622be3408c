using Repro;
using Repro.Data.Inputs;
using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Requests;

namespace ReproBuild.Arguments;

/// <summary>
/// What every later stage would refuse about the experiments asked for, as far as no input is needed.
/// </summary>
internal static class ExperimentCheck
{
    /// <summary>Each fault once; none where everything can be fetched, trained and attributed.</summary>
    public static IReadOnlyList<string> Faults(ResolvedRequest request)
    {
        var each = request.Each().Select(one => one.Experiments).ToList();
        return
        [
            .. each.SelectMany(specs => specs)
                .SelectMany(spec =>
                    InputSource
                        .Faults(spec)
                        .Concat(SentenceLength.Faults(spec.Attribution, spec.Attribution.Sentences))
                        .Concat(SentenceLength.Faults(spec.Attribution, request.Sentences))
                )
                .Distinct(),
            .. UnusedVectors(request, [.. each.SelectMany(specs => specs)]),
            .. each.Select(specs => string.Concat(specs.Select(spec => spec.Hash()))).Distinct().Count() < each.Count
                ? ["--set: two of these settings are the same experiments. Name each value once."]
                : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> UnusedVectors(ResolvedRequest request, IReadOnlyList<ExperimentSpec> specs) =>
        request.Vectors is { } vectors && specs.All(spec => spec.Vectors is null)
            ?
            [
                $"--vectors: {TerminalText.Quote(vectors)} is used by none of "
                    + $"{string.Join(", ", specs.Select(spec => spec.Name()).Distinct())}. Add cnn-glove to --models, or leave it out.",
            ]
            : [];
}
