using System.Security.Cryptography;
using System.Text;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// What stands before a page's body. Its policy lets a browser load nothing and run nothing: one stylesheet, known by
/// its digest, and the style attributes that say how deep a word is coloured.
/// </summary>
internal static class HtmlHead
{
    private static readonly Html Style = Read();

    private static readonly Html Policy = new(
        "default-src 'none'; style-src-elem "
            + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Text)))}'; "
            + "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    );

    public static Html Of(string title) =>
        Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <title>{title}</title>
            <style>{Style}</style></head>
            """
        );

    private static Html Read()
    {
        using var stream = typeof(HtmlHead).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return new Html($"\n{reader.ReadToEnd().ReplaceLineEndings("\n")}");
    }
}
