using System.Diagnostics;
using ReproBuild.Arithmetic;

namespace Repro.Build.Tests.Arithmetic;

public class ArithmeticSettingTests
{
    [Fact]
    public void Runs_are_trained_under_six_settings_at_least_and_the_unchanged_one_comes_first()
    {
        ArithmeticSetting.All.Count(setting => setting.Trains).Should().BeGreaterThanOrEqualTo(6);
        ArithmeticSetting.All[0].Should().Be(ArithmeticSetting.Unchanged);
        ArithmeticSetting
            .All.Select(setting => setting.FileName)
            .Should()
            .OnlyHaveUniqueItems()
            .And.OnlyContain(name => !name.Contains('='), "a test logger's parameters are parted by it");
    }

    [Fact]
    public void Every_setting_that_is_promised_is_there_as_promised()
    {
        string[] promised =
        [
            "unchanged",
            "ONEDNN_MAX_CPU_ISA=AVX2",
            "ONEDNN_MAX_CPU_ISA=SSE41",
            "ATEN_CPU_CAPABILITY=default",
            "ATEN_CPU_CAPABILITY=avx2",
            "DOTNET_EnableAVX2=0",
            "MKL_CBWR=COMPATIBLE",
            "one-core",
        ];
        ArithmeticSetting.All.Select(setting => setting.Name).Should().Contain(promised);
        foreach (var setting in ArithmeticSetting.All.Where(setting => setting.Name.Contains('=')))
            setting.Variables.Should().ContainSingle().Which.Should().Be(Pair(setting.Name));
        ArithmeticSetting.All.Where(setting => setting.OneCore).Should().ContainSingle(s => s.Name == "one-core");
    }

    [Fact]
    public void The_unchanged_one_starts_a_process_as_it_is()
    {
        var info = new ProcessStartInfo("dotnet", ["a", "b"]);
        var environment = info.Environment.ToDictionary();
        ArithmeticSetting.Unchanged.Apply(info);
        info.FileName.Should().Be("dotnet");
        info.ArgumentList.Should().Equal("a", "b");
        info.Environment.Should().Equal(environment);
    }

    [Fact]
    public void A_variable_is_set_for_the_process()
    {
        var info = new ProcessStartInfo("dotnet");
        ArithmeticSetting.All.Single(setting => setting.Name == "ATEN_CPU_CAPABILITY=default").Apply(info);
        info.Environment["ATEN_CPU_CAPABILITY"].Should().Be("default");
    }

    [SkippableFact]
    public void One_core_is_one_core()
    {
        var setting = ArithmeticSetting.All.Single(s => s.OneCore);
        var reason = setting.Reason(Environment.GetEnvironmentVariable("PATH"));
        Skip.If(reason is not null, reason);
        var info = new ProcessStartInfo("nproc") { RedirectStandardOutput = true };
        setting.Apply(info);
        using var process = Process.Start(info)!;
        process.StandardOutput.ReadToEnd().Trim().Should().Be("1");
        process.WaitForExit();
    }

    [Fact]
    public void Without_taskset_one_core_is_left_out_and_gives_the_reason()
    {
        ArithmeticSetting
            .All.Single(s => s.OneCore)
            .Reason("/nowhere")
            .Should()
            .Be("there is no program taskset in PATH");
        ArithmeticSetting.Unchanged.Reason(null).Should().BeNull();
    }

    private static KeyValuePair<string, string> Pair(string name) => new(name.Split('=')[0], name.Split('=')[1]);
}
