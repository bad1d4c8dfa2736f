using System.Runtime.InteropServices;

namespace Clt.Plugins.Sources.NumberWords.Icu;

/// <summary>The installed libicui18n. Its symbols carry its version (<c>unum_open_72</c>), so the version is found by trying.</summary>
internal sealed unsafe class IcuLibrary
{
    private const int Oldest = 60;
    private const int Newest = 90;

    private static readonly Lazy<IcuLibrary?> Found = new(Find);

    private IcuLibrary(nint library, int version)
    {
        Version = version;
        Open = (delegate* unmanaged<int, char*, int, byte*, void*, int*, nint>)NativeLibrary.GetExport(library, $"unum_open_{version}");
        Format = (delegate* unmanaged<nint, long, char*, int, void*, int*, int>)
            NativeLibrary.GetExport(library, $"unum_formatInt64_{version}");
        Close = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, $"unum_close_{version}");
    }

    /// <exception cref="InputException">No libicui18n of a known version is installed.</exception>
    public static IcuLibrary Instance =>
        Found.Value
        ?? throw new InputException(
            $"libicui18n, which spells numbers, is not installed (looked for libicui18n.so.{Oldest} to .{Newest})",
            "source number-words",
            "Install it with 'apt-get install libicu-dev', or the libicuNN package of your Debian release (libicu72 in bookworm)."
        );

    public int Version { get; }

    /// <summary>unum_open(style, pattern, patternLength, locale, parseError, status).</summary>
    public delegate* unmanaged<int, char*, int, byte*, void*, int*, nint> Open { get; }

    /// <summary>unum_formatInt64(format, number, result, resultLength, position, status) gives the length.</summary>
    public delegate* unmanaged<nint, long, char*, int, void*, int*, int> Format { get; }

    /// <summary>unum_close(format).</summary>
    public delegate* unmanaged<nint, void> Close { get; }

    private static IcuLibrary? Find()
    {
        for (var version = Newest; version >= Oldest; version--)
        {
            if (NativeLibrary.TryLoad($"libicui18n.so.{version}", out var library))
                return new IcuLibrary(library, version);
        }

        return null;
    }
}
