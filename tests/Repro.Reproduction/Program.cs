using Repro.Experiment;
using Repro.Reproduction;
using Repro.Torch;

// Trains and attributes what the request file asks for, without a test runner: for tests that need a process of their own.
try
{
    var request = RequestFile.Read();
    foreach (var spec in request.Experiments())
        new ExperimentRun(spec, RunFolder.Of(request.Runs, spec), await Surroundings.InputsOf(spec, request), Surroundings.Of(spec)).EnsureAttributed();
    return (int)Repro.ExitCode.Success;
}
catch (Repro.ReproException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
