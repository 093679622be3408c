using Repro.Reproduction;

// What the request file asks for, without a test runner: for tests that need a process of their own, and for machines
// without an SDK.
//   (nothing)           train and attribute
//   repeat              train and attribute from the start for every line of the input
//   about               print what this machine is, as run manifests have it
//   agree TABLE.md      compare the runs with the CPU's baselines
//   steps FOLDER COUNT  record the first training steps, for PyTorch to take them too
try
{
    var request = RequestFile.Read();
    switch (args)
    {
        case []:
            foreach (var spec in request.Experiments)
                (await FixtureProcess.RunOf(spec, request)).EnsureAttributed(Stop.Token);
            return (int)Repro.ExitCode.Success;
        case ["repeat"]:
            await Repetition.RunAsync(request, Console.In, Console.Out, Stop.Token);
            return (int)Repro.ExitCode.Success;
        case ["about"]:
            Console.WriteLine(
                System.Text.Json.JsonSerializer.Serialize(
                    FixtureProcess.Of(request.Experiments[0], request).Environment,
                    Repro.Files.Json.Readable
                )
            );
            return (int)Repro.ExitCode.Success;
        case ["agree", var table]:
            var agreement = Agreement.Of(request);
            Console.Write(agreement.Table());
            Repro.Files.SafeFile.WriteText(table, agreement.Table());
            return (int)agreement.ExitCode;
        case ["steps", var folder, var count] when int.TryParse(count, out var steps) && steps > 0:
            foreach (var spec in request.Experiments)
                FirstSteps.Record(
                    spec,
                    await FixtureProcess.InputsOf(spec, request),
                    FixtureProcess.Of(spec, request),
                    Path.Combine(folder, spec.Name()),
                    steps
                );
            return (int)Repro.ExitCode.Success;
        default:
            throw Repro.ReproException.Usage(
                $"{string.Join(' ', args)}: is no command; there are repeat, about, agree TABLE.md, steps "
                    + "FOLDER COUNT, and nothing at all, which trains. Give one of them."
            );
    }
}
catch (Repro.ReproException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
catch (OperationCanceledException)
{
    return (int)Repro.ExitCode.Interrupted;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The training failed: {e.Message}");
    return (int)Repro.ExitCode.ToolFailure;
}
