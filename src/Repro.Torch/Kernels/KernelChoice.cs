using Repro.Torch.Kernels.Convolution;
using Repro.Torch.Kernels.Recurrent;

namespace Repro.Torch.Kernels;

/// <summary>Chooses the fastest kernel for a device, among those that give the same numbers (README.md).</summary>
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
    /// PyTorch's packed sequences, as in the notebook: fast in cuDNN, quadratic in length on the CPU.
    /// </summary>
    Packed,

    /// <summary>Each direction separately over the padded batch, with libtorch's modules and autograd.</summary>
    Unpacked,

    /// <summary>
    /// Hand-written training and prediction over the tokens only, without padding; attribution by
    /// <see cref="RnnPath"/>.
    /// </summary>
    Fused,
}

/// <summary>How the CNN is trained, evaluated and attributed.</summary>
public enum CnnKernel
{
    /// <summary>libtorch's convolution over the padded batch, with autograd.</summary>
    Conv1d,

    /// <summary>
    /// Forward only over windows whose values can differ, backward only over winning windows; attribution by
    /// <see cref="CnnPath"/>.
    /// </summary>
    Ragged,
}
