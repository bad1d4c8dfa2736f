namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Something wrong in a template or with what it was given; becomes an <see cref="InputException"/> that names template and line.
/// </summary>
internal sealed class TemplateFault(string what, TemplateFaultKind kind = TemplateFaultKind.Value, int line = 0) : Exception(what)
{
    public TemplateFault(string what, int line)
        : this(what, TemplateFaultKind.Value, line) { }

    public int Line { get; } = line;

    /// <summary>What there is to do about it.</summary>
    public string Mend =>
        kind switch
        {
            TemplateFaultKind.Construct => "Write the template without that construct.",
            TemplateFaultKind.Refusal => "Give the template a conversation that it takes.",
            TemplateFaultKind.Value => "Mend the template, or give it a conversation that it takes.",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such fault."),
        };

    /// <summary>The same where no conversation has been given yet.</summary>
    public string MendOfSource => kind == TemplateFaultKind.Construct ? Mend : "Mend the template.";

    /// <summary>The same with the line where it happened.</summary>
    public TemplateFault At(int where) => new(Message, kind, where);
}

/// <summary>Whose fault it is that a template does not render.</summary>
internal enum TemplateFaultKind
{
    /// <summary>Its values do not go together: the template is wrong, or the conversation is none for it.</summary>
    Value,

    /// <summary>It has a construct that Jinja2 does not know or that is not supported here.</summary>
    Construct,

    /// <summary>It refuses the conversation with a message of its own (<c>raise_exception</c>).</summary>
    Refusal,
}
