namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Every kind of file that people, other programs or an earlier run hand over.</summary>
internal static class AllKinds
{
    private static readonly IReadOnlyDictionary<string, Lazy<FuzzKind>> Known = new Dictionary<string, Func<FuzzKind>>
    {
        ["config.json"] = ModelKinds.Config,
        ["model folder"] = ModelKinds.Folder,
        ["sharded model folder"] = ModelKinds.Sharded,
        ["adapter"] = ModelKinds.Adapter,
        ["tokenizer.json"] = TokenizerKinds.Json,
        ["sentencepiece"] = TokenizerKinds.SentencePiece,
        ["tiktoken"] = TokenizerKinds.Tiktoken,
        ["vocab.txt"] = TokenizerKinds.Vocabulary,
        ["chat template"] = TemplateKinds.Chat,
        ["prompt templates"] = TemplateKinds.Prompts,
        ["JSONL"] = DataKinds.JsonLines,
        ["CSV"] = DataKinds.Csv,
        ["TSV"] = DataKinds.Tsv,
        ["gzip"] = DataKinds.Gzip,
        ["Zstandard"] = DataKinds.Zstandard,
        ["JSON list"] = DataKinds.JsonList,
        ["Arrow file"] = DataKinds.ArrowFile,
        ["Arrow stream"] = DataKinds.ArrowStream,
        ["Parquet"] = DataKinds.Parquet,
        ["CoNLL-U"] = DataKinds.Conllu,
        ["catalogue.yaml"] = DataKinds.Catalogue,
        ["plugin.yaml"] = PluginKinds.Manifest,
        ["study folder"] = StoredKinds.Study,
        ["watched study"] = StoredKinds.Watched,
        ["results.json"] = StoredKinds.Results,
        ["published table"] = StoredKinds.Published,
        ["recipe"] = RecipeKinds.Recipe,
    }.ToDictionary(k => k.Key, k => new Lazy<FuzzKind>(k.Value));

    public static IEnumerable<string> Names => Known.Keys;

    public static FuzzKind Of(string name) => Known[name].Value;
}
