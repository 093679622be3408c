using Repro.Runs;
using static TorchSharp.torch.utils;

namespace Repro.Torch;

/// <summary>Writes a run's losses and metrics for TensorBoard: <c>tensorboard --logdir artifacts/runs</c>.</summary>
internal static class TensorBoardLog
{
    /// <summary>Writes one event file, replacing any existing one.</summary>
    /// <param name="folder"><see cref="RunFolder.TensorBoard"/>.</param>
    /// <param name="history">Scalars <c>loss/train</c> and <c>loss/validation</c> in nats, by epoch.</param>
    /// <param name="metrics">Scalars by quantity, at the last epoch.</param>
    public static void Write(string folder, TrainingHistory history, RunMetrics metrics)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var writer = tensorboard.SummaryWriter(folder);
        foreach (var epoch in history.Epochs)
        {
            writer.add_scalar("loss/train", (float)epoch.TrainLoss, epoch.Epoch);
            writer.add_scalar("loss/validation", (float)epoch.ValidationLoss, epoch.Epoch);
        }

        foreach (var (quantity, value) in metrics.Values)
            writer.add_scalar(quantity, (float)value, history.Epochs.Count);
    }
}
