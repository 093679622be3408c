using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Repro.Tests.Faults;

/// <summary>
/// A real file system of a few bytes: a tmpfs that is mounted nowhere, and so is gone with the process. Other processes
/// reach it too, by the same path. It takes root on Linux, and tests are skipped elsewhere.
/// </summary>
internal sealed partial class SmallDisk : IDisposable
{
    private const int Page = 4096;
    private const nint FsOpen = 430,
        FsConfig = 431,
        FsMount = 432,
        MountSetAttributes = 442;
    private const nint SetString = 1,
        Create = 6,
        CloseOnExec = 1,
        EmptyPath = 0x1000;

    private readonly nint mount;

    public SmallDisk(int pages)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "a disk of a test's own takes Linux");
        Skip.IfNot(Environment.IsPrivilegedProcess, "a disk of a test's own takes root");
        var context = Call(FsOpen, "tmpfs", CloseOnExec);
        Skip.If(context < 0, "a disk of a test's own takes the right to mount one, and Linux 5.2");
        Must(Configure(FsConfig, context, SetString, "size", FormattableString.Invariant($"{pages * Page}"), 0));
        Must(Configure(FsConfig, context, Create, null, null, 0));
        mount = Must(Mount(FsMount, context, CloseOnExec, 0));
        Shut(context);
    }

    public string Root => FormattableString.Invariant($"/proc/{Environment.ProcessId}/fd/{mount}");

    private string Ballast => At("ballast");

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Leaves room for <paramref name="pages"/> of 4 KiB.</summary>
    public void Fill(int pages)
    {
        Empty();
        var free = (int)(new DriveInfo(Root).AvailableFreeSpace / Page) - pages;
        File.WriteAllBytes(Ballast, new byte[free * Page]);
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    public void MakeReadOnly(bool readOnly = true)
    {
        var attributes = readOnly ? new Attributes { Set = 1 } : new Attributes { Clear = 1 };
        Must(SetAttributes(MountSetAttributes, mount, "", EmptyPath, in attributes, Marshal.SizeOf<Attributes>()));
    }

    public void Dispose() => Shut(mount);

    private static void Shut(nint descriptor) => new SafeFileHandle(descriptor, ownsHandle: true).Dispose();

    private static nint Must(nint result) => result >= 0 ? result : throw new Win32Exception();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Call(nint number, string type, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Configure(
        nint number,
        nint context,
        nint command,
        string? key,
        string? value,
        nint auxiliary
    );

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Mount(nint number, nint context, nint flags, nint attributes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint SetAttributes(
        nint number,
        nint mount,
        string path,
        nint flags,
        in Attributes attributes,
        nint size
    );

    /// <summary><c>struct mount_attr</c>; bit 0 is read-only.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong UserNamespace;
    }
}
