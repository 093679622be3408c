using System.Text.Json;
using Repro.Files;
using Repro.Verdicts.Baselines;

namespace Repro.Tests.Files;

public class JsonTests
{
    [Fact]
    public void A_null_is_left_out_and_read_back()
    {
        var change = new ValueChange("test.f1.global", null, 0.5);
        var text = JsonSerializer.Serialize(change, Json.Canonical);
        text.Should().Be("""{"quantity":"test.f1.global","new":0.5}""");
        JsonSerializer.Deserialize<ValueChange>(text, Json.Canonical).Should().Be(change);
    }

    [Fact]
    public void What_cannot_be_null_is_required()
    {
        var reading = () => JsonSerializer.Deserialize<ValueChange>("""{"new":0.5}""", Json.Canonical);
        reading.Should().Throw<JsonException>().WithMessage("*quantity*");
    }
}
