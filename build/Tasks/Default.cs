using Cake.Frosting;
using ReproBuild.Arguments;
using Spectre.Console;

namespace ReproBuild.Tasks;

[TaskName(nameof(Default))]
[TaskDescription("Lists every target with a command to paste.")]
public sealed class Default : FrostingTask<BuildContext>
{
    private static readonly string[] First = [nameof(Reproduce), nameof(Test)];

    public override void Run(BuildContext context)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        foreach (
            var target in Target.All.OrderBy(t =>
                Array.IndexOf(First, t.Name) is >= 0 and var place ? place : First.Length
            )
        )
            grid.AddRow(new Text($"{Usage.Script} --target={target.Name}"), new Text(target.Description));
        context.Console.Write(grid);
        context.Console.WriteLine($"{Usage.Script} --help lists every option.");
    }
}
