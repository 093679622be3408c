using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Tool;
using Cake.Core;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Format))]
[TaskDescription("Checks that the sources are formatted by CSharpier; 'dotnet csharpier format .' formats them.")]
public sealed class Format : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        Dotnet(context, "tool", "restore");
        Dotnet(context, "csharpier", "check", ".");
    }

    private static void Dotnet(BuildContext context, string command, params string[] arguments) =>
        context.DotNetTool(
            command,
            new DotNetToolSettings
            {
                WorkingDirectory = context.Paths.Root,
                ArgumentCustomization = given => arguments.Aggregate(given, (all, argument) => all.Append(argument)),
            }
        );
}
