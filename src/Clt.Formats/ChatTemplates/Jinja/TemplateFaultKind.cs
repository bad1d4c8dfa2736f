namespace Clt.Formats.ChatTemplates.Jinja;

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
