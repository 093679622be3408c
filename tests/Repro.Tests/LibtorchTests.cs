using TorchSharp;

namespace Repro.Tests;

public class LibtorchTests
{
    [Fact]
    public void A_gradient_flows_through_the_bound_libtorch()
    {
        using var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        using var y = (x * x).sum();
        y.backward();
        x.grad!.data<float>().ToArray().Should().Equal(2f, 4f, 6f);
    }
}
