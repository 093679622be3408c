using Repro.Experiments;
using Repro.Torch.Attribution;

namespace Repro.Torch.Tests.Attribution;

public class SentenceTokensTests
{
    [Theory]
    [InlineData(ProtocolKind.AsWritten, "Best film ever", "Best film ever pad pad pad pad")]
    [InlineData(ProtocolKind.Corrected, "Best film ever", "best film ever <pad> <pad> <pad> <pad>")]
    [InlineData(ProtocolKind.AsWritten, "  a\u3000B\u0085c ", "a B c pad pad pad pad")]
    [InlineData(ProtocolKind.Corrected, "", "<pad> <pad> <pad> <pad> <pad> <pad> <pad>")]
    [InlineData(
        ProtocolKind.Corrected,
        "One two three four five six seven EIGHT",
        "one two three four five six seven eight"
    )]
    public void Words_are_split_on_white_space_and_filled_up_to_seven(
        ProtocolKind protocol,
        string sentence,
        string expected
    ) => SentenceTokens.Split(sentence, Protocols.Attribution(protocol)).Should().Equal(expected.Split(' '));
}
