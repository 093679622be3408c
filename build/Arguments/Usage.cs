using System.CommandLine;
using Spectre.Console;

namespace ReproBuild.Arguments;

/// <summary>What <c>--help</c> prints.</summary>
public static class Usage
{
    public static void Print(IAnsiConsole console)
    {
        console.WriteLine($"{Script} --target=NAME [options]     {Script} alone lists the targets");
        Print(console, "Options of every target", Options.OfCake);
        Print(console, "Options of the pipeline", Options.OfPipeline);
    }

    /// <summary>The script a person types here.</summary>
    public static string Script => OperatingSystem.IsWindows() ? "./cake.ps1" : "./cake.sh";

    private static void Print(IAnsiConsole console, string title, IReadOnlyList<Option> options)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
        foreach (var option in options)
            grid.AddRow(new Text(Spelling(option)), new Text(option.Description!));
        console.WriteLine();
        console.WriteLine(title);
        console.Write(grid);
    }

    private static string Spelling(Option option) =>
        option.HelpName is null ? option.Name : $"{option.Name}={option.HelpName}";
}
