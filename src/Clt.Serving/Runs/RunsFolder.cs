using System.Collections.Concurrent;
using Clt.Running.Housekeeping;

namespace Clt.Serving.Runs;

/// <summary>
/// The studies of a runs folder. Names come from the folder's listing alone: what a request asks for never becomes a path.
/// </summary>
internal sealed class RunsFolder
{
    private readonly string _path;
    private readonly ConcurrentDictionary<string, StudyReader> _studies = new(StringComparer.Ordinal);

    /// <exception cref="InputException">There is no such folder, or it holds other things than runs.</exception>
    public RunsFolder(string path)
    {
        _path = Path.GetFullPath(path);
        if (StoredStudy.NamesIn(_path).Count == 0 && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new InputException(
                "the folder holds no study",
                path,
                "Name the folder that clt run writes to, 'runs' by default: --runs DIR. An empty one does, too."
            );
    }

    /// <summary>The folder's name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(_path));

    /// <summary>The names of its studies.</summary>
    public IReadOnlyList<string> StudyNames() => Directory.Exists(_path) ? StoredStudy.NamesIn(_path) : [];

    /// <summary>All studies, by name.</summary>
    public IReadOnlyList<StudyReader> Studies() => [.. StudyNames().Select(Reader)];

    /// <exception cref="InputException">There is no such study.</exception>
    public StudyReader Study(string name)
    {
        var names = StudyNames();
        return names.Contains(name)
            ? Reader(name)
            : throw new InputException(
                $"there is no study '{name}'",
                $"runs folder {Name}",
                Suggest.DidYouMean(name, names, "clt list studies shows those that are there.")
            );
    }

    /// <summary>The cell whose name begins so.</summary>
    /// <exception cref="InputException">There is none, or there are several.</exception>
    public static string Cell(StudyReader study, string beginning)
    {
        var found = study.State().Cells.Select(c => c.Id).Where(i => i.StartsWith(beginning, StringComparison.Ordinal)).Distinct().ToList();
        return beginning.Length > 0 && found.Count == 1
            ? found[0]
            : throw new InputException(
                found.Count == 0 ? $"no cell begins with '{beginning}'" : $"{found.Count} cells begin with '{beginning}'",
                $"study {study.State().Name}",
                found.Count == 0 ? "clt list cells shows those that are there." : "Write more of the name."
            );
    }

    private StudyReader Reader(string name) => _studies.GetOrAdd(name, n => new StudyReader(_path, n));
}
