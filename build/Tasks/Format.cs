using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Tool;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Format))]
[TaskDescription(
    "Checks that the sources are formatted as CSharpier does it; 'dotnet csharpier format .' formats them."
)]
public sealed class Format : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var settings = new DotNetToolSettings { WorkingDirectory = context.Paths.Root };
        context.DotNetTool("tool restore", settings);
        context.DotNetTool("csharpier check .", settings);
    }
}
