using Clt.Formats.Tokenization.PostProcessors;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads the "post_processor" of a tokenizer.json.</summary>
internal static class PostProcessorJson
{
    public static PostProcessor Read(JsonPlace place) => Apply(PostProcessor.None, place);

    private static PostProcessor Apply(PostProcessor post, JsonPlace place) =>
        place.Type switch
        {
            "Sequence" => place.Get("processors").Items().Aggregate(post, Apply),
            "ByteLevel" => post with { TrimOffsets = place.Bool("trim_offsets", true), PrefixSpace = place.Bool("add_prefix_space", true) },
            "TemplateProcessing" => post with { Single = Template(place, "single"), Pair = Template(place, "pair") },
            "BertProcessing" => Around(post, place, doubleSeparator: false),
            "RobertaProcessing" => Around(post, place, doubleSeparator: true) with
            {
                TrimOffsets = place.Bool("trim_offsets", true),
                PrefixSpace = place.Bool("add_prefix_space", true),
            },
            var type => throw place.Error($"The post-processor '{type}' is not known"),
        };

    private static List<TemplatePiece> Template(JsonPlace place, string name)
    {
        var special = place.Find("special_tokens");
        return place.Get(name).Items().Select(piece => Piece(piece, special)).ToList();
    }

    private static TemplatePiece Piece(JsonPlace piece, JsonPlace? special)
    {
        if (piece.Find("Sequence") is { } sequence)
        {
            var id = sequence.Get("id");
            var which = id.String() switch
            {
                "A" => 0,
                "B" => 1,
                _ => throw id.Error("a sequence is A or B"),
            };
            return new TemplatePiece(which, [], sequence.Get("type_id").Int());
        }

        var token = piece.Get("SpecialToken");
        var content = token.Get("id").String();
        var entry = special?.Find(content) ?? throw token.Error($"'{content}' is not among the template's special tokens");
        return new TemplatePiece(-1, entry.Get("ids").Items().Select(i => i.Int()).ToList(), token.Get("type_id").Int());
    }

    /// <summary>[CLS] A [SEP] and [CLS] A [SEP] B [SEP]; RoBERTa has two separators between and one type.</summary>
    private static PostProcessor Around(PostProcessor post, JsonPlace place, bool doubleSeparator)
    {
        var begin = new TemplatePiece(-1, [Id(place.Get("cls"))], 0);
        var end = new TemplatePiece(-1, [Id(place.Get("sep"))], 0);
        var second = doubleSeparator ? 0 : 1;
        var between = doubleSeparator ? new[] { end, end } : [end];
        return post with
        {
            Single = [begin, new TemplatePiece(0, [], 0), end],
            Pair = [begin, new TemplatePiece(0, [], 0), .. between, new TemplatePiece(1, [], second), end with { TypeId = second }],
        };
    }

    private static int Id(JsonPlace token)
    {
        var items = token.Items().ToList();
        return items.Count == 2 ? items[1].Int() : throw token.Error("a token and its id are expected here");
    }
}
