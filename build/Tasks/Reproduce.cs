using Cake.Frosting;
using ReproBuild.Tasks.Pipeline;

namespace ReproBuild.Tasks;

[TaskName(nameof(Reproduce))]
[TaskDescription(
    "Trains, tests and attributes the notebook's models and reports the verdict: every stage from Fetch to Report."
)]
[IsDependentOn(typeof(CompareVersions))]
public sealed class Reproduce : FrostingTask<BuildContext>;
