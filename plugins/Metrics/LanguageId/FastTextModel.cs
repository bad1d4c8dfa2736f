using System.Text;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// A supervised fastText model (<c>.bin</c>, or quantised <c>.ftz</c>; Joulin et al. 2016) for prediction, such as lid.176.
/// </summary>
/// <remarks>
/// Equal to the reference implementation, with its habits: the end-of-line token is always part of the mean, and hierarchical softmax adds
/// 1e-5 inside logarithms.
/// </remarks>
public sealed class FastTextModel
{
    private readonly FastTextDictionary _dictionary;
    private readonly IFastTextMatrix _input;
    private readonly IFastTextMatrix _output;
    private readonly FastTextOutput _softmax;
    private readonly int _dimension;

    private FastTextModel(BinaryReader reader)
    {
        var settings = new int[12];
        for (var i = 0; i < settings.Length; i++)
            settings[i] = reader.ReadInt32();
        reader.ReadDouble();
        (_dimension, var loss) = (settings[0], (FastTextLoss)settings[6]);
        if (settings[5] > 1)
            throw new InvalidDataException("models with word n-grams are not supported");
        _dictionary = new FastTextDictionary(reader, settings[8], settings[9], settings[10]);
        var quantised = reader.ReadBoolean();
        _input = quantised ? new QuantisedMatrix(reader) : new DenseMatrix(reader);
        _output = reader.ReadBoolean() && quantised ? new QuantisedMatrix(reader) : new DenseMatrix(reader);
        _softmax = new FastTextOutput(loss, _dictionary.LabelCounts);
    }

    /// <summary>The labels without their prefix, most frequent first.</summary>
    public IReadOnlyList<string> Labels => _dictionary.Labels;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or not such a model.</exception>
    public static FastTextModel Load(string path)
    {
        const string Mend = "Give a supervised fastText model such as lid.176.ftz.";
        try
        {
            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
            if (reader.ReadInt32() != 793712314)
                throw new InputException("the file is not a fastText model", path, Mend);
            var version = reader.ReadInt32();
            if (version != 12)
                throw new InputException($"the model has version {version}, not 12", path, Mend);
            return new FastTextModel(reader);
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException or OverflowException or ArgumentException)
        {
            throw new InputException($"the model cannot be read ({e.Message})", path, Mend, e);
        }
    }

    /// <summary>The most probable labels of a line with their probabilities, best first. Text after a line break is ignored.</summary>
    public IReadOnlyList<(string Label, double Probability)> Predict(string line, int count = 1)
    {
        var rows = new List<int>();
        _dictionary.AddRows(Encoding.UTF8.GetBytes(line), rows);
        var hidden = new float[_dimension];
        foreach (var row in rows)
            _input.AddRow(row, hidden);
        for (var k = 0; k < hidden.Length; k++)
            hidden[k] /= rows.Count;
        return
        [
            .. _softmax
                .Probabilities(row => _output.Dot(row, hidden))
                .Select((p, i) => (Labels[i], p))
                .OrderByDescending(p => p.p)
                .Take(count),
        ];
    }
}

/// <summary>How a model's output layer gives probabilities; the numbers are those of the file format.</summary>
internal enum FastTextLoss
{
    HierarchicalSoftmax = 1,
    NegativeSampling = 2,
    Softmax = 3,
    OneVersusAll = 4,
}
