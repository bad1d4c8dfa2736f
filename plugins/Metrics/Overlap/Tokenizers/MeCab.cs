using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Words of Japanese and Korean as sacreBLEU has them from MeCab, the machine's own (Kudo 2006).</summary>
internal sealed class MeCab
{
    // A tagger keeps its dictionary mapped; one serves all metrics of the process and goes with it.
    private static readonly ConcurrentDictionary<(BleuTokenizer Tokenizer, string? Folder), Lazy<MeCab>> Loaded = new();

    private readonly MeCabLibrary.Tagger _tagger;
    private readonly MeCabDictionary _dictionary;

    private MeCab(MeCabDictionary dictionary, string folder)
    {
        _dictionary = dictionary;
        // No settings of the machine or the user: they may name other dictionaries.
        string[] arguments = ["mecab", "-r", "/dev/null", "-d", folder, "-Owakati"];
        _tagger = MeCabLibrary.New(arguments.Length, arguments);
        if (_tagger.IsInvalid)
            throw new InputException([
                dictionary.Refused($"MeCab does not take the dictionary in {folder}: {Text(MeCabLibrary.Error(0)).Trim()}"),
            ]);
        var info = Marshal.PtrToStructure<MeCabLibrary.Dictionary>(MeCabLibrary.Info(_tagger));
        var charset = Text(info.Charset);
        if (charset.ToUpperInvariant() is "UTF-8" or "UTF8" && dictionary.Sizes.Contains(info.Size))
            return;
        _tagger.Dispose();
        throw new InputException([
            dictionary.Refused(
                $"the dictionary in {folder} is not sacreBLEU's: {info.Size} words in {charset}, not {dictionary.Sizes[0]} in UTF-8"
            ),
        ]);
    }

    /// <summary>The tokenizer's name with the versions that sacreBLEU prints: <c>ja-mecab-0.996-IPA</c>.</summary>
    public string Name => $"{_dictionary.Tokenizer}-{Text(MeCabLibrary.Version())}-{_dictionary.Suffix}";

    /// <summary>The machine's MeCab with the tokenizer's dictionary.</summary>
    /// <param name="folder">The dictionary's; null for where packages put it.</param>
    /// <exception cref="InputException">The library or the dictionary is missing, or is another one.</exception>
    public static MeCab Of(BleuTokenizer tokenizer, string? folder = null) =>
        Loaded.GetOrAdd((tokenizer, folder), key => new(() => Load(key.Tokenizer, key.Folder))).Value;

    /// <summary>The line's words with a space between.</summary>
    public string Tokenize(string line)
    {
        // A text in C ends at a NUL.
        var text = Encoding.UTF8.GetBytes(PythonText.Trim(line.Replace('\0', ' ')));
        if (text.Length == 0)
            return "";
        lock (_tagger)
        {
            var words = MeCabLibrary.Parse(_tagger, text, (nuint)text.Length);
            if (words != 0)
                return PythonText.Trim(Text(words));
            throw new InputException(
                $"MeCab cannot split a text of {text.Length} bytes: {Text(MeCabLibrary.Error(_tagger.DangerousGetHandle()))}",
                $"BLEU's tokenizer {_dictionary.Tokenizer}",
                "Cut the text, or use another tokenizer."
            );
        }
    }

    private static MeCab Load(BleuTokenizer tokenizer, string? named)
    {
        var dictionary = MeCabDictionary.Of(tokenizer);
        var folder = dictionary.Find(named);
        var problems = new List<Problem>();
        if (!NativeLibrary.TryLoad(MeCabLibrary.Name, out _))
        {
            problems.Add(
                new(
                    $"the machine has no MeCab ({MeCabLibrary.Name})",
                    $"BLEU's tokenizer {dictionary.Tokenizer}",
                    "Install it (Debian: apt-get install libmecab2)."
                )
            );
        }

        if (folder is null)
            problems.Add(dictionary.Missing(named));
        return problems.Count > 0 ? throw new InputException(problems) : new MeCab(dictionary, folder!);
    }

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";
}
