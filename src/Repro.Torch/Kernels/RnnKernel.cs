namespace Repro.Torch.Kernels;

/// <summary>How recurrent layers run over reviews of different lengths. Both give the same numbers (README.md).</summary>
public enum RnnKernel
{
    /// <summary>PyTorch's packed sequences, as the notebook has them: quick in cuDNN, quadratic in length on the CPU.</summary>
    Packed,

    /// <summary>Each direction on its own over the padded batch.</summary>
    Unpacked,
}

/// <summary>The one place where a kernel is chosen.</summary>
public static class KernelChoice
{
    /// <param name="device">cpu or cuda.</param>
    public static RnnKernel Rnn(string device) => device == "cuda" ? RnnKernel.Packed : RnnKernel.Unpacked;
}
