using System.Text.Json;

namespace Clt;

/// <summary>
/// Reads a <c>config.json</c> field by field and gathers every problem, so that they are shown at once. A field that nobody asked for is a
/// problem too (<see cref="Complete"/>): it may change what the model computes.
/// </summary>
public sealed class ConfigReader(JsonElement root, string where)
{
    private const int MostLayers = 10_000;

    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigReader> _inner = new(StringComparer.Ordinal);

    /// <summary>The text of the whole file.</summary>
    public string Json => root.GetRawText();

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => Mentions(name) && root.GetProperty(name).ValueKind != JsonValueKind.Null;

    /// <summary>A whole number of at least 1; where it is missing or not one, a problem is noted and 1 returned.</summary>
    public int Size(string name, int? otherwise = null)
    {
        if (!Has(name))
            return otherwise ?? Missing(name);
        if (root.GetProperty(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var size) && size >= 1)
            return size;
        Problem($"'{name}' is {root.GetProperty(name).GetRawText()}", "Give a whole number of at least 1.");
        return 1;
    }

    /// <summary>
    /// A number of layers; more than ten thousand are a problem, and 1 returned: what is made of each layer would take all time and memory.
    /// </summary>
    public int Layers(string name, int? otherwise = null)
    {
        var layers = Size(name, otherwise);
        if (layers <= MostLayers)
            return layers;
        Problem($"'{name}' is {layers}", $"Give at most {MostLayers} layers.");
        return 1;
    }

    public double Number(string name, double? otherwise = null)
    {
        if (!Has(name))
            return otherwise ?? Missing(name);
        if (root.GetProperty(name) is { ValueKind: JsonValueKind.Number } value)
            return value.GetDouble();
        Problem($"'{name}' is {root.GetProperty(name).GetRawText()}", "Give a number.");
        return 1;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (!Has(name))
            return otherwise;
        var kind = root.GetProperty(name).ValueKind;
        if (kind is JsonValueKind.True or JsonValueKind.False)
            return kind == JsonValueKind.True;
        Problem($"'{name}' is {root.GetProperty(name).GetRawText()}", "Give true or false.");
        return otherwise;
    }

    public string Text(string name, string otherwise)
    {
        if (!Has(name))
            return otherwise;
        if (root.GetProperty(name) is { ValueKind: JsonValueKind.String } value)
            return value.GetString()!;
        Problem($"'{name}' is {root.GetProperty(name).GetRawText()}", "Give a text.");
        return otherwise;
    }

    /// <summary>A list of texts, or none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name))
            return [];
        var value = root.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateArray().Select(i => i.GetString()!)];
        Problem($"'{name}' is {value.GetRawText()}", "Give a list of texts.");
        return [];
    }

    /// <summary>Whether the field is there, be it null.</summary>
    public bool Mentions(string name)
    {
        _known.Add(name);
        return root.TryGetProperty(name, out _);
    }

    /// <summary>Whether the field was asked for, or passed over.</summary>
    public bool Knows(string name) => _known.Contains(name);

    /// <summary>A non-linearity by transformers' name for it.</summary>
    public ActivationFunction Activation(string name, string otherwise) => ActivationOf(name, Text(name, otherwise));

    /// <summary>The same where the function is a part of the field's text.</summary>
    public ActivationFunction ActivationOf(string name, string function)
    {
        switch (function)
        {
            case "silu" or "swish":
                return ActivationFunction.Silu;
            case "gelu":
                return ActivationFunction.Gelu;
            case "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast":
                return ActivationFunction.GeluTanh;
            case "relu":
                return ActivationFunction.Relu;
            case var other:
                Problem($"'{name}' is '{other}'", "Use a model with silu, gelu, gelu_new, gelu_pytorch_tanh or relu.");
                return ActivationFunction.Silu;
        }
    }

    /// <summary>A token id, a list of them, or none.</summary>
    public IReadOnlyList<int> Ids(string name)
    {
        if (!Has(name))
            return [];
        var value = root.GetProperty(name);
        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value];
        var ids = items.Where(i => i.ValueKind == JsonValueKind.Number && i.TryGetInt32(out _)).Select(i => i.GetInt32()).ToArray();
        if (ids.Length != items.Length)
            Problem($"'{name}' is {value.GetRawText()}", "Give a token id or a list of them.");
        return ids;
    }

    /// <summary>A token id, or null; of a list the first.</summary>
    public int? Id(string name) => Ids(name) is [var id, ..] ? id : null;

    /// <summary>A reader of an inner object that notes its problems here; null where there is none.</summary>
    public ConfigReader? Object(string name)
    {
        if (!Has(name))
            return null;
        if (_inner.TryGetValue(name, out var inner))
            return inner;
        var value = root.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Object)
            return _inner[name] = new ConfigReader(value, $"{where}, {name}", _problems);
        Problem($"'{name}' is {value.GetRawText()}", "Give an object {…} or null.");
        return null;
    }

    /// <summary>The fields of an inner object in their order; none where there is no object.</summary>
    public IReadOnlyList<(string Name, JsonElement Value)> Entries(string name)
    {
        if (!Has(name))
            return [];
        var value = root.GetProperty(name);
        if (value.ValueKind == JsonValueKind.Object)
            return [.. value.EnumerateObject().Select(e => (e.Name, e.Value))];
        Problem($"'{name}' is {value.GetRawText()}", "Give an object {…} or null.");
        return [];
    }

    /// <summary>Passes a field over: it changes nothing that is computed here.</summary>
    /// <param name="name">The field.</param>
    /// <param name="values">The JSON values at which that holds; none for any value. Another value is a problem.</param>
    public void Allow(string name, params ReadOnlySpan<string> values)
    {
        if (!Has(name) || values.Length == 0)
            return;
        var value = root.GetProperty(name);
        foreach (var text in values)
        {
            if (JsonElement.DeepEquals(value, JsonElement.Parse(text)))
                return;
        }

        Problem($"'{name}' is {value.GetRawText()}", $"Use a model with {string.Join(" or ", values)}: nothing else is computed here.");
    }

    /// <summary>Notes a problem when the condition does not hold.</summary>
    public void Require(bool condition, string what, string mend)
    {
        if (!condition)
            Problem(what, mend);
    }

    /// <summary>
    /// Ends the reading of a whole <c>config.json</c>: each field that was not asked for, and is not known to be harmless, is a problem.
    /// </summary>
    /// <exception cref="InputException">Any problem was noted, or a field was not read.</exception>
    public void Complete()
    {
        foreach (var (name, values) in HarmlessFields.All.Where(f => !_known.Contains(f.Key)))
            Allow(name, values);
        NoteUnread();
        ThrowIfAny();
    }

    /// <exception cref="InputException">Any problem was noted.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new InputException([.. _problems]);
    }

    private ConfigReader(JsonElement root, string where, List<Problem> problems)
        : this(root, where) => _problems = problems;

    private void NoteUnread()
    {
        foreach (var field in root.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null && !_known.Contains(f.Name)))
        {
            Problem(
                $"'{field.Name}' is {Shortened(field.Value.GetRawText())}, which is not understood",
                "Use a model without it; remove it only if it changes nothing that the model computes."
            );
        }

        foreach (var inner in _inner.Values)
            inner.NoteUnread();
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private int Missing(string name)
    {
        Problem($"'{name}' is missing", "Add it: the model cannot be built without.");
        return 1;
    }

    private void Problem(string what, string mend) => _problems.Add(new Problem(what, where, mend));
}
