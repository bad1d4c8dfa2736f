namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>Something wrong in a template or with what it was given; becomes an <see cref="InputException"/> that names template and line.</summary>
internal sealed class TemplateFault(string what, int line = 0) : Exception(what)
{
    public int Line { get; } = line;
}
