using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>The C interface of the machine's MeCab 0.996, which is loaded with the first call and only then (mecab.h).</summary>
internal static partial class MeCabLibrary
{
    public const string Name = "libmecab.so.2";

    [LibraryImport(Name, EntryPoint = "mecab_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial Tagger New(int count, string[] arguments);

    [LibraryImport(Name, EntryPoint = "mecab_destroy")]
    private static partial void Destroy(nint tagger);

    /// <summary>The last error: of making a tagger where the handle is zero. Belongs to the library, as all texts it returns.</summary>
    [LibraryImport(Name, EntryPoint = "mecab_strerror")]
    public static partial nint Error(nint tagger);

    [LibraryImport(Name, EntryPoint = "mecab_version")]
    public static partial nint Version();

    /// <summary>A <see cref="Dictionary"/>.</summary>
    [LibraryImport(Name, EntryPoint = "mecab_dictionary_info")]
    public static partial nint Info(Tagger tagger);

    /// <summary>UTF-8 that holds until the tagger's next call; zero where it failed. One call at a time.</summary>
    [LibraryImport(Name, EntryPoint = "mecab_sparse_tostr2")]
    public static partial nint Parse(Tagger tagger, byte[] text, nuint length);

    /// <summary>The beginning of <c>mecab_dictionary_info_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Dictionary
    {
        public nint File;
        public nint Charset;

        /// <summary>Number of words.</summary>
        public uint Size;
    }

    /// <summary>A tagger of the library, destroyed with the handle.</summary>
    public sealed class Tagger() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            Destroy(handle);
            return true;
        }
    }
}
