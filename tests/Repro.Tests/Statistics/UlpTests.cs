using Repro.Statistics;

namespace Repro.Tests.Statistics;

public class UlpTests
{
    [Theory]
    [InlineData(1.0f, 1.0f, "0 ULP of float32")]
    [InlineData(1.0f, 1.00000012f, "1 ULP of float32")]
    [InlineData(-1.4e-45f, 1.4e-45f, "2 ULP of float32")]
    [InlineData(0.0f, -0.0f, "0 ULP of float32")]
    public void Float32s_are_counted_as_such(float a, float b, string distance) =>
        Ulp.Between(a, b).Should().Be(distance);

    [Fact]
    public void Anything_else_is_counted_in_float64()
    {
        Ulp.Between(0.1, Math.BitIncrement(Math.BitIncrement(0.1))).Should().Be("2 ULP of float64");
        Ulp.Between(-double.MaxValue, double.MaxValue).Should().Be("18437736874454810622 ULP of float64");
    }
}
