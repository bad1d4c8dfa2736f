namespace Clt.Host.Bench;

/// <summary>Outputs and references that share most words, in another order here and there: the same at every call.</summary>
internal sealed class MadeUpText
{
    private static readonly Language English = Language.Parse("en");
    private static readonly string[] Types = ["PER", "LOC", "ORG"];
    private readonly Rng _rng = new Seed(1).Generator();
    private readonly string[] _words;

    /// <param name="pairs">Short pairs and tagged sentences; a tenth as many long pairs.</param>
    public MadeUpText(int pairs)
    {
        _words = [.. Enumerable.Range(0, 2000).Select(_ => Word())];
        Short = [.. Enumerable.Range(0, pairs).Select(i => Pair(i, 25))];
        Long = [.. Enumerable.Range(0, pairs / 10).Select(i => Pair(i, 52))];
        Tags = [.. Enumerable.Range(0, pairs).Select(Tagged)];
    }

    public IReadOnlyList<Prediction> Short { get; }

    public IReadOnlyList<Prediction> Long { get; }

    public IReadOnlyList<Prediction> Tags { get; }

    private string Word() => string.Concat(Enumerable.Range(0, 2 + _rng.Next(8)).Select(_ => (char)('a' + _rng.Next(26))));

    /// <summary>Frequent words come often: the place of a word is the square of a uniform number.</summary>
    private string Drawn()
    {
        var place = _rng.NextDouble();
        return _words[(int)(place * place * _words.Length)];
    }

    private Prediction Pair(int item, int length)
    {
        List<string> reference = [.. Enumerable.Range(0, length).Select(_ => Drawn())];
        List<string> output = [.. reference.Select(w => _rng.Next(6) == 0 ? Drawn() : w)];
        for (var shifts = 0; shifts < 2; shifts++)
        {
            var phrase = output.GetRange(_rng.Next(output.Count - 4), 4);
            var from = output.IndexOf(phrase[0]);
            output.RemoveRange(from, Math.Min(4, output.Count - from));
            output.InsertRange(_rng.Next(output.Count), phrase);
        }

        return Of(item, string.Join(' ', output) + ".", string.Join(' ', reference) + ".");
    }

    private Prediction Tagged(int item)
    {
        var reference = new List<string>();
        while (reference.Count < 25)
        {
            if (_rng.Next(4) > 0)
            {
                reference.Add("O");
                continue;
            }

            var type = Types[_rng.Next(3)];
            reference.Add($"B-{type}");
            for (var more = _rng.Next(3); more > 0; more--)
                reference.Add($"I-{type}");
        }

        return Of(item, string.Join(' ', reference.Select(t => _rng.Next(12) == 0 ? "O" : t)), string.Join(' ', reference));
    }

    private static Prediction Of(int item, string output, string reference) => new($"{item}", English, "", output, [reference]);
}
