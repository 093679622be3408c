using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Format;
using Cake.Frosting;

namespace ReproBuild.Tasks;

[TaskName(nameof(Format))]
[TaskDescription("Checks the sources' format; 'dotnet format' mends it.")]
[IsDependentOn(typeof(Build))]
public sealed class Format : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context) =>
        context.DotNetFormat(context.Paths.Solution, new DotNetFormatSettings { VerifyNoChanges = true, NoRestore = true });
}
