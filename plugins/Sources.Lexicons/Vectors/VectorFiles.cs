namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>Word vectors in files of fastText's format, one a language.</summary>
/// <param name="path">With <c>{language}</c> in place of the tag: <c>wiki.{language}.vec</c>.</param>
/// <param name="most">Most words of a file.</param>
internal sealed class VectorFiles(string path, int most) : WordVectors
{
    internal override string Name => Path.GetFileName(path);

    internal override IReadOnlyList<Language>? Languages => null;

    internal override string Settings => $"files {Path.GetFileName(path)}, {most} words";

    /// <summary>Names, sizes and first vectors: files of several GB are not hashed whole.</summary>
    internal override string Fingerprint(IReadOnlyList<Language> languages, SourceContext context) =>
        string.Join(
            '\n',
            languages.Select(l =>
            {
                var (file, first) = (new FileInfo(PathOf(l)), VectorFile.Read(PathOf(l), 100));
                return $"{l.Code} {file.Length} {string.Join(' ', first.Words)} {string.Join(' ', first.Values.Take(1000))}";
            })
        );

    internal override VectorTable Read(Language language, SourceContext context) => VectorFile.Read(PathOf(language), most);

    private string PathOf(Language language) => path.Replace("{language}", language.Short, StringComparison.Ordinal);
}
