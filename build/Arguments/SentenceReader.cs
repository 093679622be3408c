using Repro;
using Repro.Experiments;

namespace ReproBuild.Arguments;

/// <summary>Reads <c>--sentence</c> and the <c>--label</c> behind it.</summary>
/// <param name="commandLine">Has them.</param>
/// <param name="faults">Where what is wrong with their order goes.</param>
internal sealed class SentenceReader(CommandLine commandLine, List<string> faults)
{
    public IReadOnlyList<LabelledSentence> Read()
    {
        var sentences = new List<LabelledSentence>();
        foreach (var (option, value) in commandLine.Given)
        {
            if (option == Options.Sentence)
                sentences.Add(new LabelledSentence(value));
            else if (option == Options.Label && sentences is [.., { Label: null } last])
                sentences[^1] = last with { Label = value };
            else if (option == Options.Label)
                faults.Add(
                    $"--label: {TerminalText.Quote(value)} follows no --sentence without a label. Write it after its "
                        + "--sentence."
                );
        }

        return sentences;
    }
}
