using Cake.Frosting;
using ReproBuild.Arguments;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Default))]
[TaskDescription("Lists every target with a command to paste.")]
public sealed class Default : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        foreach (var target in Target.All) grid.AddRow(new Text($"{Usage.Script} --target={target.Name}"), new Text(target.Description));
        context.Console.Write(grid);
        context.Console.WriteLine($"{Usage.Script} --help lists every option.");
    }
}
