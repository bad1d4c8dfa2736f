namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>The parameters of a filter, test or method, in their order, as Python binds arguments to them.</summary>
/// <remarks>
/// Written <c>"old! new! count"</c>: a mark of exclamation says that the argument must be given; <c>"/ "</c> before all that none can be
/// named.
/// An argument that no parameter takes is an error, never dropped.
/// </remarks>
internal sealed class Signature
{
    private readonly string _of;
    private readonly string[] _names;
    private readonly bool _canBeNamed;
    private readonly int _required;

    /// <param name="of">What has the parameters, for messages.</param>
    /// <param name="parameters">As in the remarks.</param>
    public Signature(string of, string parameters)
    {
        _of = of;
        _canBeNamed = !parameters.StartsWith("/ ", StringComparison.Ordinal);
        var words = parameters.TrimStart('/').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _required = words.Count(w => w.EndsWith('!'));
        _names = [.. words.Select(w => w.TrimEnd('!'))];
    }

    public BoundArguments Bind(Arguments arguments)
    {
        if (arguments.Positional.Count > _names.Length)
            throw new TemplateFault(
                $"{_of} takes {Number(_names.Length)}, but {arguments.Positional.Count} are given",
                TemplateFaultKind.Construct
            );
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Positional.Count; i++)
            values[_names[i]] = arguments.Positional[i];
        foreach (var (name, value) in arguments.Named)
        {
            if (!_canBeNamed || !_names.Contains(name))
                throw new TemplateFault($"{_of} takes no argument '{name}'", TemplateFaultKind.Construct);
            if (!values.TryAdd(name, value))
                throw new TemplateFault($"{_of} is given '{name}' twice", TemplateFaultKind.Construct);
        }

        if (_names.Take(_required).FirstOrDefault(n => !values.ContainsKey(n)) is { } missing)
            throw new TemplateFault($"{_of} needs the argument '{missing}'", TemplateFaultKind.Construct);
        return new BoundArguments(_of, values);
    }

    private static string Number(int count) =>
        count switch
        {
            0 => "no arguments",
            1 => "one argument",
            _ => $"at most {count} arguments",
        };
}
