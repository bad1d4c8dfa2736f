namespace Clt.Plugins.Sources.Files;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class FilesRecipes
{
    /// <summary>Records from JSONL, JSON, CSV or TSV files, plain, gzip or Zstandard, or from Parquet or Arrow files.</summary>
    /// <param name="path">
    /// A file; relative to the folder clt runs in. <c>{language}</c> and <c>{split}</c> (train, validation, test) in it stand for a file
    /// each: <c>"data/{language}.{split}.jsonl.gz"</c>. Without <c>{split}</c>, items are divided by the hash of their id (80, 5 and 15 %).
    /// </param>
    /// <param name="language">The language, or several with spaces between, written as in the paths.</param>
    /// <param name="fields">
    /// Which columns become which fields, <c>"question=q, answer=answers.0.text"</c>; by default all under their own names. With a question
    /// mark (<c>"title=head?"</c>) a row may lack the column, and its record the field.
    /// </param>
    /// <param name="id">The column of the item's id, the same in its translations; by default the line's number.</param>
    /// <param name="languageField">The column that tells a row's language, where a file holds several.</param>
    /// <param name="seed">Decides the splits.</param>
    /// <param name="repeatedIds">Whether several rows of a language may have one id; else it is a fault, since scores go by item.</param>
    public static ISource Files(
        string path,
        string language,
        string? fields = null,
        string? id = null,
        string? languageField = null,
        long seed = 1,
        bool repeatedIds = false
    ) => new FilesSource(path, language, new FieldMap(fields), id, languageField, seed, repeatedIds);
}
