using System.Globalization;
using Repro;
using Repro.Experiments;
using Repro.Requests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReproBuild;

/// <summary>Shows what a run is about to do, in aligned lines.</summary>
public static class RunHeader
{
    public static IRenderable Render(ResolvedRequest request, BuildSurroundings surroundings, string target)
    {
        var lines = new (string Name, string Value)[]
        {
            ("target", target),
            ("profile", request.Profile),
            ("models", string.Join(", ", request.Models.Select(Words.Of))),
            ("protocols", string.Join(", ", request.Protocols.Select(Words.Of))),
            ("only", request.Only.ToString()),
            request.Seeds.Count > 0
                ? ("seeds", request.Seeds.ToString())
                : ("seed", request.Seed.ToString(CultureInfo.InvariantCulture)),
            ("exact", request.Exact ? "bit for bit, or not comparable" : ""),
            ("device", request.Device == "cuda" ? $"cuda ({surroundings.GpuName() ?? "not found"})" : request.Device),
            ("vectors", request.Vectors ?? $"{Profiles.DefaultVectors(request.Profile)} (the profile's)"),
            (
                "set",
                request.Sweep.Count > 0
                    ? string.Join("; ", request.Sweep.Select(Sweep.Name))
                    : request.Overrides.ToString()
            ),
            ("cache", request.Cache),
            ("mirror", request.Mirror ?? "none"),
        };
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn();
        foreach (var (name, value) in lines.Where(l => l.Value.Length > 0))
            grid.AddRow(new Text(name, Color.Grey), new Text(value));
        return grid;
    }
}
