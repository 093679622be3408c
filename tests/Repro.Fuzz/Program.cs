using Repro.Fuzz;
using Repro.Fuzz.Engines;

// run.sh calls it; README.md says how. Whatever libFuzzer is told goes through unchanged: it passes over what begins
// with two hyphens.
const string Target = "--target=",
    Plain = "--plain=";
switch (args)
{
    case ["instrument", .. var assemblies]:
        foreach (var assembly in assemblies)
            Instrumentation.Write(assembly);
        return 0;
    case ["replay", var target, .. var files]:
        foreach (var file in files)
            Console.WriteLine($"{file}: {Oracle.Outcome(FuzzTarget.Find(target), File.ReadAllBytes(file))}");
        return 0;
    case [var target, var plain, var corpus]
        when target.StartsWith(Target, StringComparison.Ordinal) && plain.StartsWith(Plain, StringComparison.Ordinal):
        return PlainEngine.Run(
            FuzzTarget.Find(target[Target.Length..]),
            TimeSpan.FromSeconds(int.Parse(plain[Plain.Length..], System.Globalization.CultureInfo.InvariantCulture)),
            corpus,
            TimeProvider.System,
            Console.Out
        );
    case [var target, ..] when target.StartsWith(Target, StringComparison.Ordinal):
        return LibFuzzer.Run(FuzzTarget.Find(target[Target.Length..]), args);
    default:
        Console.Error.WriteLine(
            $"usage: Repro.Fuzz {Target}TARGET [libFuzzer's options] CORPUS… | {Target}TARGET {Plain}SECONDS "
                + "CORPUS | replay TARGET FILE… | instrument ASSEMBLY…; targets: "
                + $"{string.Join(", ", FuzzTarget.All.Select(t => t.Name))}"
        );
        return 2;
}
