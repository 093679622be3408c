using Repro.Verdicts.Report.Tables;

namespace Repro.Verdicts.Tests.Report.Tables;

public class NumbersTests
{
    [Fact]
    public void Values_have_the_digits_of_a_baseline()
    {
        Numbers.Of("vocabulary.size", 202_065).Should().Be("202,065");
        Numbers.Of("test.f1.global", 0.86123456).Should().Be("0.861235");
        Numbers.Of("test.loss", double.NaN).Should().Be("–");
        Numbers.Difference("test.f1.global", 0.86, 0.83).Should().Be("-0.03");
    }
}
