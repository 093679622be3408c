using BenchmarkDotNet.Running;
using Repro;
using Repro.Benchmarks;
using Repro.Benchmarks.Ratios;
using Repro.Files;
using Repro.Torch.Libtorch;

// --parts: where the time of a step goes. Else BenchmarkDotNet's own arguments, and behind them the ratios of all that
// ran: 1 where one is below its floor.
var libtorch = LibtorchLoader.Bind(
    AppContext.BaseDirectory,
    Environment.GetEnvironmentVariable("REPRO_LIBTORCH"),
    Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA")
);
var plain = PlainVersions.Of(libtorch.OneDnn ?? Environment.GetEnvironmentVariable("ONEDNN_MAX_CPU_ISA"));
if (args is ["--parts"])
{
    Console.WriteLine(StepProfile.Table());
    return (int)ExitCode.Success;
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(Columns).Assembly).Run(args, new Columns()).ToList();
var floors = SafeFile.ReadJson<Floors>(Path.Combine(AppContext.BaseDirectory, "floors.json"));
var ratios = new MeasuredRatios(floors, FastestCalls.Of(summaries), plain);
if (summaries.Count == 0)
    return (int)ExitCode.Success; // Asked to list, or for help.
var processor = summaries[0].HostEnvironmentInfo.Cpu.Value?.ProcessorName ?? "Unknown processor";
var text = FormattableString.Invariant(
    $"{processor}, {Environment.ProcessorCount} cores. {plain.Note}\n\n{ratios.Table()}"
);
SafeFile.WriteText(Path.Combine(summaries[0].ResultsDirectoryPath, "ratios.md"), text);
Console.WriteLine();
Console.WriteLine(text);
if (summaries.Exists(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)))
    return (int)ExitCode.ToolFailure;
return (int)(ratios.Fallen.Count == 0 ? ExitCode.Success : ExitCode.Regression);
