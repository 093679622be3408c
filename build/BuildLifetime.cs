using Cake.Core;
using Cake.Frosting;
using Repro;
using ReproBuild.Arguments;
using ReproBuild.Checks;
using ReproBuild.Tasks;

namespace ReproBuild;

/// <summary>Prints the run header before a pipeline, and stores the failure of a run for the exit code.</summary>
public sealed class BuildLifetime : FrostingLifetime<BuildContext>
{
    // These targets do not start the SDK; Doctor checks its folders itself.
    private static readonly string[] WithoutSdk =
    [
        nameof(Tasks.Default),
        nameof(Tasks.Doctor),
        nameof(Tasks.Settings),
        nameof(Tasks.Clean),
        nameof(Tasks.Diff),
    ];

    public override void Setup(BuildContext context, ISetupContext info)
    {
        if (
            !info.TasksToExecute.All(t => WithoutSdk.Contains(t.Name))
            && MachineChecks.SdkFolders(context.Surroundings).FirstOrDefault() is { } fault
        )
            throw ReproException.Input($"{fault.Subject}: {fault.Finding}. {fault.Remedy}");
        if (!info.TasksToExecute.Any(t => Target.IsStage(t.Name)))
            return;
        if (info.TasksToExecute.Any(t => t.Name == nameof(Calibrate)))
            Calibrate.CheckPlace(context);
        if (context.Run.CommandLine.Has(Options.Exclusive))
            context.Run.Request = context.Request with
            {
                Loaded = [.. PreparedInputs.Read(context.Paths.Prepared, ThisProgram.OfData)],
            };
        context.Console.Write(RunHeader.Render(context.Request, context.Surroundings, info.TargetTask.Name));
        if (context.Request.Device == "cuda" && context.Surroundings.CudaReason() is { } reason)
            throw ReproException.Input(
                $"--device=cuda: no GPU can be used: {reason}. Use --device=cpu, or build with "
                    + "TorchBackend=cuda-linux on a host with an NVIDIA GPU."
            );
        if (info.TasksToExecute.Any(t => t.Name == nameof(Tasks.Pipeline.Compare)))
            CommittedFiles.Check(context.Request);
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        context.Run.Report?.Dispose();
        if (info.ThrownException is { } failure)
            context.Run.Fail(failure);
    }
}
