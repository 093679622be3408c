using System.Runtime.ExceptionServices;
using Repro.Experiments;
using Repro.Runs;
using Repro.Testing;
using Repro.Torch.Models;
using Repro.Torch.Tests.Testing;
using TorchSharp;

namespace Repro.Torch.Tests.Train;

/// <summary>
/// No tensor of a run is left to the garbage collector. TorchSharp does not reference a tensor while libtorch reads it:
/// an otherwise unreferenced one may be collected meanwhile, which crashes the process, about once in hundreds of
/// trainings.
/// </summary>
[Collection(LibtorchGroup.Name)]
public sealed class HeldTensorsTests : IDisposable
{
    private readonly TempFolder temp = new();

    public static TheoryData<ModelKind, ProtocolKind> Experiments =>
        new()
        {
            { ModelKind.Rnn, ProtocolKind.AsWritten },
            { ModelKind.Rnn, ProtocolKind.Corrected },
            { ModelKind.Cnn, ProtocolKind.AsWritten },
            { ModelKind.Cnn, ProtocolKind.Corrected },
            { ModelKind.CnnGlove, ProtocolKind.Corrected },
        };

    public void Dispose() => temp.Dispose();

    [Theory]
    [MemberData(nameof(Experiments))]
    public void A_run_disposes_of_every_tensor_it_makes(ModelKind kind, ProtocolKind protocol)
    {
        var spec = ToyCorpus.Experiment(kind, protocol);
        spec = spec with
        {
            Training = spec.Training with { MaxEpochs = 3 },
            Attribution = spec.Attribution with { Steps = 5 },
        };
        var inputs = new ToyTraining(ToyCorpus.Prepared).InputsOf(spec);
        var surroundings = new RunSurroundings(
            TimeProvider.System,
            ToyTraining.Environment,
            "0123456789abcdef",
            ToyRun.Program
        );
        LeftBy(() =>
                new ExperimentRun(
                    spec,
                    RunFolder.Of(temp.Root, spec, ImdbNotebook.Assignment),
                    inputs,
                    surroundings
                ).EnsureAttributed()
            )
            .Should()
            .Be(
                2
                    * LeftBy(() =>
                        ModelFactory.Create(spec, ToyCorpus.Prepared.Vocabulary.Count, inputs.Vectors).Dispose()
                    ),
                "one model trains and another is attributed, and TorchSharp leaves one tensor of each of "
                    + "their convolutions"
            );
    }

    /// <summary>
    /// Tensors that <paramref name="work"/> makes and does not dispose of. TorchSharp counts them by thread.
    /// </summary>
    private static long LeftBy(Action work)
    {
        var (left, failure) = (0L, (ExceptionDispatchInfo?)null);
        var thread = new Thread(() =>
        {
            try
            {
                work();
                left = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return left;
    }
}
