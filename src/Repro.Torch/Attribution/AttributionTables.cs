using Repro.Data.Prepare.Tokens;
using Repro.Experiments;
using Repro.Metrics;
using Repro.Runs;
using Repro.Torch.Models;
using static TorchSharp.torch;

namespace Repro.Torch.Attribution;

/// <summary>The notebook's attribution table, for any model and any sentences.</summary>
public static class AttributionTables
{
    /// <param name="model">Must be on the CPU: cuDNN's LSTM has no backward pass in evaluation mode. It is not
    /// changed.</param>
    /// <param name="vocabulary">The vocabulary the model was trained with.</param>
    /// <param name="labels">The labels the model was trained with.</param>
    /// <param name="spec">The sentences and the method. To attribute other sentences, put them into a copy of
    /// it.</param>
    /// <param name="finished">Called after each sentence with the number of sentences done.</param>
    /// <exception cref="ReproException">The steps are out of range, a sentence is longer than the reference (exit code
    /// 2), or the model's output or an attribution is not a finite number (exit code 6).</exception>
    public static AttributionTable Build(
        SentimentModel model,
        Vocabulary vocabulary,
        LabelVocabulary labels,
        AttributionSpec spec,
        Action<int>? finished = null
    )
    {
        using var evaluation = new EvaluationMode(model);
        var gradients = new LayerIntegratedGradients(
            steps => Forward(model, steps),
            Quadrature.Create(spec.Rule, spec.Steps),
            spec.Output
        )
        {
            OwnKernel = model.GradientAlong,
        };
        var rows = new List<AttributionRow>();
        foreach (var sentence in spec.Sentences)
        {
            var words = SentenceTokens.Split(sentence.Text, spec);
            int[] indices = [.. words.Select(word => vocabulary.IndexOf(word))];
            using var input = Embedded(model, indices);
            using var reference = Embedded(
                model,
                TokenReference.Tokens(vocabulary, spec, sentence.Text, indices.Length)
            );
            var found = gradients.Attribute(input, reference);
            if (!double.IsFinite(found.Delta) || !Array.TrueForAll(found.Values, double.IsFinite))
                throw new ReproException(
                    ExitCode.NotMeasured,
                    $"attribution: \"{TerminalText.Quote(sentence.Text)}\" has attributions that are not finite. "
                        + $"The model "
                        + "has diverged; train it again with another seed or a lower learning rate."
                );
            rows.Add(Row(sentence, words, indices, found, labels, spec.Label));
            finished?.Invoke(rows.Count);
        }

        return new AttributionTable(EquatableList.Create<AttributionRow>([.. rows]));
    }

    private static AttributionRow Row(
        LabelledSentence sentence,
        IReadOnlyList<string> words,
        int[] indices,
        Attributions found,
        LabelVocabulary labels,
        AttributionLabelRule rule
    )
    {
        var probability = Classes.Probability(found.Logit);
        var importances = Normalised(found.PerPosition());
        var score = importances.Sum();
        return new AttributionRow(
            sentence.Text,
            sentence.Label,
            labels[Classes.Round(probability)],
            probability,
            labels[rule.ClassOf(score)],
            score,
            found.Delta,
            EquatableList.Create<WordImportance>([
                .. words.Select((word, i) => new WordImportance(word, indices[i], importances[i])),
            ])
        );
    }

    /// <summary>
    /// Divides by the L2 norm. If all are zero they stay zero, where the notebook would print NaN. Negative zeros
    /// become positive.
    /// </summary>
    private static double[] Normalised(double[] attributions)
    {
        var norm = Math.Sqrt(attributions.Sum(a => a * a));
        return Array.ConvertAll(attributions, a => a == 0 ? 0 : a / norm);
    }

    /// <summary>float32 [length, dim].</summary>
    private static Tensor Embedded(SentimentModel model, int[] indices)
    {
        using var scope = NewDisposeScope();
        var tokens = tensor(Array.ConvertAll(indices, index => (long)index));
        var single = model.Layout == BatchLayout.TimeMajor ? 1 : 0;
        return model.Embed(tokens.unsqueeze(single)).squeeze(single).MoveToOuterDisposeScope();
    }

    /// <param name="model">Takes embedded tokens in its own layout.</param>
    /// <param name="embedded">float32 [steps, length, dim].</param>
    private static Tensor Forward(SentimentModel model, Tensor embedded) =>
        model.ForwardEmbedded(model.Layout == BatchLayout.TimeMajor ? embedded.transpose(0, 1) : embedded, null);
}
