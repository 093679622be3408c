using System.Security.Cryptography;
using System.Text;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// The head of a page. Its content security policy blocks everything except one stylesheet, identified by its digest,
/// and the style attributes for the colours of words.
/// </summary>
internal static class HtmlHead
{
    private static readonly Html Style = Read();

    private static readonly Html Policy = new(
        "default-src 'none'; style-src-elem "
            + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Text)))}'; "
            + "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    );

    public static Html Render(string title) =>
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
