using ReproBuild;

namespace Repro.Build.Tests;

public class TestResultsTests
{
    [Fact]
    public void Results_are_left_as_TRX_and_as_JUnit_XML_under_the_same_name() =>
        TestResults
            .Loggers("train.sample")
            .Should()
            .Equal("trx;LogFileName=train.sample.trx", "junit;LogFileName=train.sample.junit.xml");
}
