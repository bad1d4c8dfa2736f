namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>The packages that apt's mirrors have, fetched into an empty folder.</summary>
internal sealed class AptMirror
{
    private const string Field = "Package: ";

    private readonly string _folder;
    private readonly AptGet _apt;
    private readonly AptCaller _caller;
    private List<string> _said;

    private AptMirror(string folder, AptGet apt, AptCaller caller)
    {
        (_folder, _apt, _caller) = (folder, apt, caller);
        _said = apt.Update();
        Packages =
        [
            .. Directory
                .GetFiles(Path.Combine(folder, "lists"), "*_Packages")
                .SelectMany(File.ReadLines)
                .Where(l => l.StartsWith(Field, StringComparison.Ordinal))
                .Select(l => l[Field.Length..])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of all packages, in order.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>Empties the folder and asks.</summary>
    /// <param name="folder">Where packages go; lists stand below it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="asking">What the user is told meanwhile.</param>
    /// <param name="context">Takes messages, and may be cancelled.</param>
    /// <exception cref="InputException">There is no apt-get.</exception>
    public static AptMirror Ask(string folder, AptCaller caller, string asking, SourceContext context)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var apt = new AptGet(Path.Combine(folder, "lists"), new AptIndexes(["none"], Packages: true), caller, context.Cancel);
        context.Report(asking);
        return new AptMirror(folder, apt, caller);
    }

    /// <summary>Fetches packages into the folder.</summary>
    /// <param name="packages">Their names.</param>
    /// <param name="failure">What the user is told where not all of them come.</param>
    /// <exception cref="InputException">Not all of them come.</exception>
    public void Fetch(IReadOnlyCollection<string> packages, string failure)
    {
        _said = _apt.Download(_folder, packages);
        if (Directory.GetFiles(_folder, "*.deb").Length != packages.Count)
            throw Failed(failure);
    }

    /// <summary>What the user is told, with what apt said last.</summary>
    public InputException Failed(string what) => _caller.Failed(what, _said);
}
