using Repro;
using Repro.Data.Cache;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ReproBuild.Checks;

/// <summary>Lists the cache for the console: totals per state, and every file that is not intact.</summary>
public static class CacheListing
{
    private const int MostForeign = 10;

    /// <param name="files">Files as judged by <see cref="CacheInventory"/>.</param>
    public static IRenderable Render(IReadOnlyList<CachedFile> files)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0))
            .AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var state in Enum.GetValues<CachedState>())
        {
            var some = files.Where(file => file.State == state).ToList();
            if (some.Count == 0)
                continue;
            grid.AddRow(new Text(Words.Of(state)), new Text(CacheCheck.Count(some)));
            if (state == CachedState.Whole)
                continue;
            foreach (var file in some.Take(state == CachedState.Foreign ? MostForeign : some.Count))
                grid.AddRow(Text.Empty, new Text(TerminalText.Of($"{file.Path}: {file.Finding}")));
            if (state == CachedState.Foreign && some.Count > MostForeign)
                grid.AddRow(Text.Empty, new Text($"and {some.Count - MostForeign} more"));
        }

        return grid;
    }

    /// <summary>What Clean would remove: the last line of Doctor.</summary>
    public static Finding Finding(IReadOnlyList<CachedFile> files, string script)
    {
        var removable = files.Where(file => file.IsRemovable).ToList();
        var damaged = files.Count(file => file.State == CachedState.Damaged);
        var sentence =
            removable.Count == 0
                ? $"whole: {CacheCheck.Count(files.Where(file => file.State == CachedState.Whole))} as their "
                    + "digests say; nothing to remove"
                : $"{(damaged > 0 ? "damaged" : "stale")}: {script} --target=Clean --cache would remove "
                    + $"{CacheCheck.Count(removable)}; they are fetched or made again when they are needed";
        return new Finding(damaged > 0 ? ExitCode.InputMissing : ExitCode.Success, sentence);
    }
}
