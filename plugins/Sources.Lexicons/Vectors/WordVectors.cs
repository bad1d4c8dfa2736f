namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>Word vectors of languages, each language in a space of its own: from files, or trained on texts.</summary>
public abstract class WordVectors
{
    /// <summary>For messages and names.</summary>
    internal abstract string Name { get; }

    /// <summary>The languages; empty where files decide.</summary>
    internal abstract IReadOnlyList<Language>? Languages { get; }

    /// <summary>Everything that was set and changes them.</summary>
    internal abstract string Settings { get; }

    /// <summary>Identity of what they are read from or trained on.</summary>
    /// <exception cref="InputException">It is missing.</exception>
    internal abstract string Fingerprint(IReadOnlyList<Language> languages, SourceContext context);

    /// <summary>The vectors of a language, the most frequent words first.</summary>
    /// <exception cref="InputException">There are none.</exception>
    internal abstract VectorTable Read(Language language, SourceContext context);
}
