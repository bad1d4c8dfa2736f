using Clt.Plugins.Sources.Catalogue;
using Clt.Plugins.Sources.Files;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class CorporaRecipes
{
    /// <summary>MGSM: test items <c>question</c> and <c>answer</c>, and its eight solved exemplars as training part.</summary>
    /// <param name="folder">Of <c>mgsm_xx.tsv</c> and <c>exemplars.json</c> (or <c>.py</c>); none for the catalogue's set.</param>
    /// <param name="translations">A folder with <c>mgsm_xx.tsv</c> of further languages, line for line the same problems.</param>
    /// <param name="further">Tags of languages that must be there besides; their files are looked for among the translations.</param>
    public static ISource Mgsm(string? folder = null, string? translations = null, string further = "") =>
        Named("mgsm", folder, (f, _) => new Mgsm(f, translations, further));

    /// <summary>GSM8K: <c>question</c>, <c>solution</c> and <c>answer</c> in English.</summary>
    /// <param name="folder">The folder of <c>train.jsonl</c> and <c>test.jsonl</c>; none for the catalogue's set.</param>
    public static ISource Gsm8k(string? folder = null) => Named("gsm8k", folder, (f, _) => new Gsm8k(f));

    /// <summary>XQuAD: <c>context</c>, <c>question</c> and <c>answer</c>, the same in every language, all of them test items.</summary>
    /// <param name="folder">The folder of <c>xquad.xx.json</c>; none for the catalogue's set.</param>
    /// <param name="divided">Divide by paragraphs, a half for training and two fifths for tests.</param>
    public static ISource Xquad(string? folder = null, bool divided = false) =>
        Named("xquad", folder, (f, files) => new Xquad(f, divided, files));

    /// <summary>
    /// Cross-XQuAD, rebuilt: XQuAD's questions with four options from the same paragraph, <c>context</c>, <c>question</c>, <c>choices</c>
    /// and <c>answer</c>, the same items and options in every language, all of them test items.
    /// </summary>
    /// <param name="languages">Tags with spaces between; options differ in all of them.</param>
    /// <param name="folder">The folder of <c>xquad.xx.json</c>; none for the catalogue's set.</param>
    /// <param name="seed">Decides the options.</param>
    /// <exception cref="InputException">There is no such language.</exception>
    public static ISource XquadChoices(string languages = "en es vi zh", string? folder = null, long seed = 1) =>
        new XquadChoices(
            Xquad(folder),
            [.. languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse)],
            new Seed((ulong)seed)
        );

    /// <summary>
    /// Cross-MMLU or Cross-LogiQA in SeaEval's layout: <c>question</c>, <c>choices</c>, <c>answer</c> and, where it has one,
    /// <c>context</c>, the same in every language, all of them test items.
    /// </summary>
    /// <param name="path">SeaEval's file, such as <c>cross_mmlu.json</c>.</param>
    /// <exception cref="InputException">There is no such file, or it has another layout.</exception>
    public static ISource SeaEvalChoices(string path) => new SeaEvalChoices(path);

    /// <summary>A set of the catalogue, read as its entry says: <c>FromCatalogue("mine")</c>.</summary>
    /// <param name="name">As <c>clt list data</c> prints it.</param>
    /// <exception cref="InputException">There is no such set, or none of the readers here reads its layout.</exception>
    public static ISource FromCatalogue(string name) => CatalogueReaders.Open(name);

    /// <summary>XL-Sum: <c>title</c>, <c>text</c> and <c>summary</c>.</summary>
    /// <param name="folder">The folder that its archives were unpacked to.</param>
    public static ISource XlSum(string folder) => new XlSum(folder);

    /// <summary>mCoT-MATH or records like it: <c>question</c> and <c>solution</c>, the same number the same problem.</summary>
    /// <param name="path">
    /// JSONL with <c>question</c> and <c>answer</c>: the published file, with <c>lang-id</c> such as <c>sw-17</c>; or a file a language,
    /// line for line the same problems, <c>{language}</c> standing for the tag: <c>"mcot/{language}.jsonl"</c>.
    /// </param>
    /// <param name="languages">Tags with spaces between.</param>
    /// <param name="seed">Decides the splits.</param>
    public static ISource Mcot(string path, string languages, long seed = 1) =>
        path.Contains("{language}", StringComparison.Ordinal)
            ? FilesRecipes.Files(path, languages, "question=question, solution=answer", seed: seed)
            : new McotMath(path, languages, seed);

    /// <summary>
    /// ShareGPT-style conversations: <c>prompt</c> and <c>completion</c> of the first turns; those that begin otherwise are left out, and
    /// counted.
    /// </summary>
    /// <param name="path">JSONL with <c>id</c> and <c>conversations: [{from, value}, …]</c>; <c>{language}</c> stands for the tag.</param>
    /// <param name="languages">Tags with spaces between.</param>
    public static ISource ShareGpt(string path, string languages) =>
        new FirstTurns(
            FilesRecipes.Files(
                path,
                languages,
                "from=conversations.0.from?, prompt=conversations.0.value?, completion=conversations.1.value?",
                id: "id"
            )
        );

    /// <summary>Aya's Dolly-200: <c>prompt</c> and <c>completion</c>, the same prompts in every language, all of them test items.</summary>
    /// <param name="path">
    /// JSONL with <c>source_id</c>, <c>inputs</c>, <c>targets</c>, <c>language</c> (ISO 639-3) and <c>script</c>.
    /// </param>
    /// <param name="languages">Tags with spaces between.</param>
    public static ISource AyaDolly(string path, string languages) =>
        new Dolly(
            FilesRecipes.Files(
                path,
                languages,
                "prompt=inputs, completion=targets, script=script",
                id: "source_id",
                languageField: "language",
                // Chinese is there in two scripts.
                repeatedIds: true
            )
        );

    /// <summary>A source of the folder that is given, or, where none is, of the set of the catalogue.</summary>
    internal static ISource Named(string set, string? folder, Func<string, IReadOnlyList<string>?, ISource> reader) =>
        string.IsNullOrEmpty(folder) ? new CatalogueSource(set, reader) : reader(folder, null);
}
