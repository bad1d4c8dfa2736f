namespace Clt.Plugins.Sources.Debian.Store;

/// <summary>What a source of this plugin is made of: how it is fetched, known again and cleaned.</summary>
/// <typeparam name="T">An item of one language.</typeparam>
internal abstract class Material<T>
{
    /// <summary>The name of the source, and of its folder in the cache folder.</summary>
    public abstract string Name { get; }

    /// <summary>What messages call it.</summary>
    public abstract string Noun { get; }

    /// <summary>How the files of its folder are called.</summary>
    public abstract string FileNames { get; }

    /// <summary>Part of the cached folder's name: another way of cleaning makes another folder.</summary>
    public abstract string Cleaning { get; }

    /// <summary>The file in its folder that names what was fetched last.</summary>
    public virtual string Current => "current";

    /// <summary>Fetches it into a folder.</summary>
    /// <exception cref="InputException">It cannot be fetched.</exception>
    public abstract void Fetch(string folder, SourceContext context);

    /// <summary>What a folder holds, a line a file: a name that does not depend on its place, and its SHA-256.</summary>
    /// <exception cref="InputException">It holds nothing that serves.</exception>
    public abstract IEnumerable<string> Contents(string folder);

    /// <summary>The items of every language, cleaned, in a fixed order.</summary>
    /// <exception cref="InputException">They cannot be read.</exception>
    public abstract IEnumerable<(Language Language, IReadOnlyList<T> Items)> Clean(string folder);
}
