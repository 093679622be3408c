using Cake.Frosting;
using Repro.Experiments;
using Repro.Verdicts.Report.Plain;
using Repro.Verdicts.Report.Sections;

namespace ReproBuild.Tasks;

[TaskName(nameof(Settings))]
[TaskDescription("Lists every key of --set: its default, the notebook's value, what it takes and what it is.")]
public sealed class Settings : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var here = context.Request.Experiments;
        var notebook = here.Select(spec => ImdbNotebook.Assignment.Spec(Profiles.Imdb, spec.Model, spec.Protocol));
        ConsoleReport.Write(context.Console, SettingTableSection.Build(here, [.. notebook]));
    }
}
