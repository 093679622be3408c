using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Repro.Files;

namespace Repro.Tests.Faults;

/// <summary>
/// Stands before every file that is opened on a <see cref="SmallDisk"/>, by whatever process (fanotify): one that
/// <see cref="SafeFile"/> writes beside another is given to nobody. Whoever opens it gets an I/O error from the kernel,
/// or waits until it is killed.
/// </summary>
internal sealed partial class DiskGate : IDisposable
{
    private const int EventLength = 24,
        MaskAndFile = 16,
        Poll = 50;
    private const uint Allow = 1,
        Deny = 2,
        AsInputOutputError = 5 << 24,
        PreContent = 8,
        CloseOnExec = 1,
        Add = 1,
        OnMount = 0x10;
    private const ulong Opening = 0x10000;

    private readonly TaskCompletionSource<string> held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> waiting = [];
    private readonly int group;
    private readonly string file;
    private readonly bool holds;
    private readonly Thread thread;
    private volatile bool open = true;
    private int times;

    private DiskGate(SmallDisk disk, string file, int time, bool holds)
    {
        this.file = "/" + file + ".";
        this.holds = holds;
        times = time;
        group = Create(PreContent | CloseOnExec, 0);
        if (group < 0 || Mark(group, Add | OnMount, Opening, -100, disk.Root) != 0)
            Skip.If(true, "holding a file takes root, and a kernel with fanotify's permissions");
        thread = new Thread(Answer) { IsBackground = true };
        thread.Start();
    }

    /// <summary>The file, below the disk's root, that a process is waiting for.</summary>
    public Task<string> Held => held.Task;

    /// <summary>From the <paramref name="time"/>-th time on, whoever writes <paramref name="file"/> waits.</summary>
    /// <param name="file">The last names of its path.</param>
    public static DiskGate Holding(SmallDisk disk, string file, int time = 1) => new(disk, file, time, holds: true);

    /// <summary>From the <paramref name="time"/>-th time on, writing <paramref name="file"/> fails.</summary>
    public static DiskGate Failing(SmallDisk disk, string file, int time = 1) => new(disk, file, time, holds: false);

    public void Dispose()
    {
        open = false;
        thread.Join();
        waiting.ForEach(Close);
        Close(group);
    }

    private static void Close(int descriptor) => new SafeFileHandle(descriptor, ownsHandle: true).Dispose();

    private void Answer()
    {
        var events = new byte[200 * EventLength];
        while (open)
        {
            var ready = new Polled { Descriptor = group, Events = 1 };
            if (Wait(ref ready, 1, Poll) <= 0)
                continue;
            var read = (int)Read(group, events, events.Length);
            for (
                var at = 0;
                at + EventLength <= read;
                at += (int)BinaryPrimitives.ReadUInt32LittleEndian(events.AsSpan(at))
            )
                Answer(BinaryPrimitives.ReadInt32LittleEndian(events.AsSpan(at + MaskAndFile)));
        }
    }

    private void Answer(int descriptor)
    {
        var path = new FileInfo(FormattableString.Invariant($"/proc/self/fd/{descriptor}")).LinkTarget!;
        var kept =
            path.Contains(file, StringComparison.Ordinal)
            && path.EndsWith(".part", StringComparison.Ordinal)
            && --times <= 0;
        if (kept && holds)
        {
            waiting.Add(descriptor);
            held.TrySetResult(path);
            return;
        }

        if (!kept)
            Publish(descriptor, Allow);
        else if (!Publish(descriptor, Deny | AsInputOutputError))
            Publish(descriptor, Deny); // Older kernels know one answer only.
        Close(descriptor);
    }

    private bool Publish(int descriptor, uint answer)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, descriptor);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), answer);
        return Write(group, bytes, bytes.Length) == bytes.Length;
    }

    [LibraryImport("libc", EntryPoint = "fanotify_init", SetLastError = true)]
    private static partial int Create(uint flags, uint fileFlags);

    [LibraryImport(
        "libc",
        EntryPoint = "fanotify_mark",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int Mark(int group, uint flags, ulong mask, int folder, string path);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Wait(ref Polled descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, [Out] byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte[] bytes, nint count);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
