using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SharpFuzz.Common;

namespace Repro.Fuzz.Engines;

/// <summary>
/// LLVM's libFuzzer in this very process: it calls back with an input, and reads the counters that the instrumented
/// assemblies raise (https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
/// </summary>
internal static unsafe partial class LibFuzzer
{
    /// <summary>As many as the instrumentation tells apart: 16 bits.</summary>
    private const int Counters = 1 << 16;

    private const int PageSize = 4096;

    private const string ArtifactPrefix = "-artifact_prefix=";

    private static FuzzTarget target = null!;
    private static string findings = "";

    /// <param name="fuzzed">Gets every input.</param>
    /// <param name="options">For libFuzzer, which starts this program again with them where it merges.</param>
    public static int Run(FuzzTarget fuzzed, string[] options)
    {
        target = fuzzed;
        findings =
            options
                .LastOrDefault(option => option.StartsWith(ArtifactPrefix, StringComparison.Ordinal))
                ?[ArtifactPrefix.Length..]
            ?? "";
        Trace.SharedMem = (byte*)NativeMemory.AlignedAlloc(Counters, PageSize);
        NativeMemory.Clear(Trace.SharedMem, Counters);
        InitCounters(Trace.SharedMem, Trace.SharedMem + Counters);

        // The runtime turns these signals into exceptions.
        string[] all =
        [
            Environment.ProcessPath!,
            .. options,
            "-handle_segv=0",
            "-handle_bus=0",
            "-handle_fpe=0",
            "-handle_ill=0",
        ];
        var count = all.Length;
        var texts = (byte**)NativeMemory.AllocZeroed((nuint)all.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < all.Length; i++)
            texts[i] = (byte*)Marshal.StringToCoTaskMemUTF8(all[i]);
        return RunDriver(&count, &texts, &Once);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Once(byte* data, nuint size)
    {
        var input = new ReadOnlySpan<byte>(data, (int)size);
        try
        {
            Trace.PrevLocation = 0;
            Oracle.Outcome(target, input.ToArray());
        }
        catch (Exception e) // Whatever it is, it is a finding.
        {
            File.WriteAllBytes(
                $"{findings}crash-{Convert.ToHexStringLower(SHA256.HashData(input)).AsSpan(0, 16)}",
                input
            );
            Environment.FailFast(null, e);
        }

        return 0;
    }

    [LibraryImport("libfuzzer", EntryPoint = "__sanitizer_cov_8bit_counters_init")]
    private static partial void InitCounters(byte* start, byte* stop);

    [LibraryImport("libfuzzer", EntryPoint = "LLVMFuzzerRunDriver")]
    private static partial int RunDriver(int* argc, byte*** argv, delegate* unmanaged[Cdecl]<byte*, nuint, int> once);
}
