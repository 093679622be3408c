using TorchSharp.Modules;

namespace Repro.Torch.Models;

/// <summary>
/// Puts a model in evaluation mode: no dropout, no gradients for its parameters. Disposing restores the previous mode.
/// </summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly SentimentModel model;
    private readonly bool training;
    private readonly Parameter[] frozen;

    public EvaluationMode(SentimentModel model)
    {
        this.model = model;
        training = model.training;
        frozen = [.. model.parameters().Where(parameter => parameter.requires_grad)];
        foreach (var parameter in frozen)
            parameter.requires_grad = false;
        model.eval();
    }

    public void Dispose()
    {
        foreach (var parameter in frozen)
            parameter.requires_grad = true;
        model.train(training);
    }
}
