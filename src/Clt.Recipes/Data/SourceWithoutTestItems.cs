using System.Collections.Concurrent;
using Clt.Recipes.Identity;

namespace Clt.Recipes.Data;

/// <summary>
/// A task's source without training and validation records whose prompt is that of a test item in the same language, but for case, spaces
/// and punctuation.
/// </summary>
/// <param name="task">Formats the records.</param>
/// <param name="tests">The tasks whose test items are left out.</param>
internal sealed class SourceWithoutTestItems(ITask task, IReadOnlyList<ITask> tests) : ISource
{
    private readonly ConcurrentDictionary<string, HashSet<string>> _known = new(StringComparer.Ordinal);

    public SourceInfo Info { get; } =
        task.Source.Info with
        {
            Settings = new Dictionary<string, string>(task.Source.Info.Settings)
            {
                ["without test items of"] = string.Join(", ", tests.Select(t => $"{t.Info.Name} from {t.Source.Info.Name}")),
            },
        };

    /// <summary>What a record is known by: its prompt, or where it has none its completion.</summary>
    public static string Key(Example example) => MinHash.Normal(example.Prompt.Length > 0 ? example.Prompt : example.Completion);

    public string Fingerprint(SourceContext context) =>
        Canonical.Hash(string.Join('\n', tests.Select(t => t.Source).Prepend(task.Source).Select(s => s.Fingerprint(context))));

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split == Split.Test ? task.Source.Read(request) : task.Source.Read(request).Where(r => !IsTested(r, request));

    private bool IsTested(Record record, SourceRequest request)
    {
        var tested = _known.GetOrAdd(request.Language.Group, _ => [.. Tested(request)]);
        try
        {
            return tested.Contains(Key(task.Format(record)));
        }
        catch (InputException)
        {
            // What cannot be formatted is reported where it is drawn.
            return false;
        }
    }

    /// <summary>Keys of the test items in the language, in whichever region.</summary>
    private IEnumerable<string> Tested(SourceRequest request) =>
        from test in tests
        from language in test.Source.Info.Languages
        where language.Group == request.Language.Group
        from record in test.Source.Read(new SourceRequest(language, Split.Test, request.Context))
        select Key(test.Format(record));
}
