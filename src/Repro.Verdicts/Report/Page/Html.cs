using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Repro.Verdicts.Report.Page;

/// <summary>
/// A fragment of HTML, built from an interpolated string. Interpolated values are escaped unless they are
/// <see cref="Html"/>, so untrusted text cannot become markup, change the text direction or control a terminal that
/// shows the file.
/// </summary>
public readonly record struct Html(string Text)
{
    public static Html Of(HtmlInterpolation text) => new(text.ToString());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    public override string ToString() => Text;
}

/// <summary>
/// Builds <see cref="Html"/>; numbers are written with at most two decimals in the invariant culture, for use as
/// coordinates.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlInterpolation(int literalLength, int formattedCount)
{
    private readonly StringBuilder builder = new(literalLength + (16 * formattedCount));

    public void AppendLiteral(string text) => builder.Append(text);

    public void AppendFormatted(string? text) => builder.Append(WebUtility.HtmlEncode(TerminalText.Of(text ?? "")));

    public void AppendFormatted(Html html) => builder.Append(html.Text);

    public void AppendFormatted(double number) => builder.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

    public override string ToString() => builder.ToString();
}
