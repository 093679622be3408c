using Repro.Benchmarks.Ratios;
using Repro.Files;

namespace Repro.Torch.Tests.Kernels;

public class MeasuredRatiosTests
{
    private static readonly Floors Floors = new([
        new Pair("step", "Step.Plain", "Step.Fast", Floor: 8, Goal: 12)
        {
            OneDnn = true,
            Limit = new() { ["Limits.Product"] = 3, ["Limits.Copy"] = 2 },
            FloorOfLimit = 0.7,
        },
        new Pair("other", "Other.Plain", "Other.Fast", Floor: 2, Goal: 3),
    ]);

    private static readonly PlainVersions Fair = PlainVersions.Of(null);

    [Theory]
    [InlineData(8.0, 1.0, 0.2, true)] // Limit 3 × 0.2 + 2 × 0.05 = 0.7 s.
    [InlineData(7.99, 1.0, 0.2, false)]
    [InlineData(8.0, 1.0, 0.19, false)]
    public void A_pair_falls_below_either_floor(double plain, double fast, double product, bool holds)
    {
        var ratios = new MeasuredRatios(
            Floors,
            new Dictionary<string, double>
            {
                ["Step.Plain"] = plain,
                ["Step.Fast"] = fast,
                ["Limits.Product"] = product,
                ["Limits.Copy"] = 0.05,
            },
            Fair
        );
        ratios.Fallen.Select(pair => pair.Name).Should().Equal(holds ? [] : ["step"]);
        ratios.Table().Should().Contain(holds ? "holds" : "BELOW").And.NotContain("other");
    }

    [Fact]
    public void A_limit_that_was_not_measured_fails_nothing()
    {
        var ratios = new MeasuredRatios(
            Floors,
            new Dictionary<string, double>
            {
                ["Other.Plain"] = 3,
                ["Other.Fast"] = 0.5,
                ["Step.Plain"] = 8,
                ["Step.Fast"] = 0.5,
            },
            Fair
        );
        ratios.Fallen.Should().BeEmpty();
        ratios
            .Table()
            .Should()
            .Be(
                """
                | fast path |  plain |     fast |  ratio | floor |   goal | limit | of limit | floor |       |
                | --------- | -----: | -------: | -----: | ----: | -----: | ----: | -------: | ----: | ----: |
                | step      | 8.00 s | 500.0 ms | 16.0 × | 8.0 × | 12.0 × |       |          |  70 % | holds |
                | other     | 3.00 s | 500.0 ms |  6.0 × | 2.0 × |  3.0 × |       |          |       | holds |

                """
            );
    }

    [Fact]
    public void Where_oneDNN_is_held_back_no_ratio_that_rests_on_it_is_quoted()
    {
        var ratios = new MeasuredRatios(
            Floors,
            new Dictionary<string, double>
            {
                ["Step.Plain"] = 1,
                ["Step.Fast"] = 1,
                ["Other.Plain"] = 1,
                ["Other.Fast"] = 1,
            },
            PlainVersions.Of("SSE41")
        );
        ratios.Fallen.Select(pair => pair.Name).Should().Equal("other");
        ratios.Table().Split('\n')[2].Should().Contain("not quoted").And.NotContain("holds");
    }

    [Fact]
    public void Every_plain_version_by_libtorchs_convolution_or_LSTM_is_marked() =>
        SafeFile
            .ReadJson<Floors>(Path.Combine(AppContext.BaseDirectory, "floors.json"))
            .Pairs.Where(pair => pair.OneDnn)
            .Select(pair => pair.Plain)
            .Should()
            .Equal(
                "RnnStep.Packed",
                "RnnBatches.Packed",
                "CnnStep.Conv2d",
                "CnnStep.Conv1d",
                "CnnBatches.Conv2d",
                "CnnBatches.Conv1d",
                "CnnAttribution.Autograd",
                "RnnAttribution.Autograd"
            );

    [Fact]
    public void The_committed_floors_are_those_promised()
    {
        var floors = SafeFile.ReadJson<Floors>(Path.Combine(AppContext.BaseDirectory, "floors.json"));
        floors
            .Pairs.ToDictionary(pair => (pair.Plain, pair.Fast), pair => pair.Floor)
            .Should()
            .Contain(
                new Dictionary<(string, string), double>
                {
                    [("RnnStep.Packed", "RnnStep.Fused")] = 9,
                    [("RnnBatches.Packed", "RnnBatches.Fused")] = 8,
                    [("CnnBatches.Conv2d", "CnnBatches.Ragged")] = 12,
                    [("CnnBatches.Conv1d", "CnnBatches.Ragged")] = 8,
                    [("AdamStep.TorchSharp", "AdamStep.Dense")] = 3,
                }
            );
        floors.Pairs.Where(pair => pair.Goal < pair.Floor).Should().BeEmpty();
    }
}
