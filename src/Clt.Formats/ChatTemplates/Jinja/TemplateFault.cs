namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Something wrong in a template or with what it was given; becomes an <see cref="InputException"/> that names template and line.</summary>
internal sealed class TemplateFault(string what, TemplateFaultKind kind = TemplateFaultKind.Value, int line = 0) : Exception(what)
{
    public TemplateFault(string what, int line)
        : this(what, TemplateFaultKind.Value, line)
    {
    }

    public int Line { get; } = line;

    /// <summary>What there is to do about it.</summary>
    public string Mend => kind switch
    {
        TemplateFaultKind.Construct => "Write the template without that construct.",
        TemplateFaultKind.Refusal => "Give the template a conversation that it takes.",
        _ => "Mend the template, or give it a conversation that it takes.",
    };

    /// <summary>The same where no conversation has been given yet.</summary>
    public string MendOfSource => kind == TemplateFaultKind.Construct ? Mend : "Mend the template.";

    /// <summary>The same with the line where it happened.</summary>
    public TemplateFault At(int where) => new(Message, kind, where);
}
