using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Kernels.Recurrent;

namespace Repro.Torch.Kernels;

/// <summary>
/// The one place where kernels are chosen: what is fastest on a device, among what gives the same numbers (README.md).
/// </summary>
public static class KernelChoice
{
    /// <param name="device">cpu or cuda.</param>
    public static RnnKernel Rnn(string device) => device == "cuda" ? RnnKernel.Packed : RnnKernel.Fused;

    /// <param name="device">cpu or cuda.</param>
    public static CnnKernel Cnn(string device) => device == "cuda" ? CnnKernel.Conv1d : CnnKernel.Ragged;
}

/// <summary>How recurrent layers run over reviews of different lengths.</summary>
public enum RnnKernel
{
    /// <summary>
    /// PyTorch's packed sequences, as the notebook has them: quick in cuDNN, quadratic in length on the CPU.
    /// </summary>
    Packed,

    /// <summary>Each direction on its own over the padded batch, by libtorch's modules and autograd.</summary>
    Unpacked,

    /// <summary>Training and prediction by hand over the tokens alone; attributed by <see cref="RnnPath"/>.</summary>
    Fused,
}

/// <summary>How the CNN trains, predicts and is attributed.</summary>
public enum CnnKernel
{
    /// <summary>libtorch's convolution over the padded batch, and its autograd.</summary>
    Conv1d,

    /// <summary>
    /// Only the windows that can differ, forward, and only the winning ones, backward; attributed by
    /// <see cref="CnnPath"/>.
    /// </summary>
    Ragged,
}
