using Clt.Plugins.Metrics.Judge;

namespace Plugins.Tests.Metrics.Judge;

/// <summary>A folder for answers, and settings whose pauses are short.</summary>
public abstract class JudgeTestBase : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _messages = [];

    protected MetricContext Context =>
        new(
            _folder.Path,
            m =>
            {
                lock (_messages)
                    _messages.Add(m);
            },
            _ => throw new InvalidOperationException("no model")
        );

    protected string Messages => string.Join('\n', _messages);

    internal static JudgeSettings At(LocalEndpoint endpoint) =>
        new("some-model")
        {
            Url = endpoint.Url,
            FirstPause = TimeSpan.FromMilliseconds(5),
            Retries = 3,
            PerMinute = 60_000,
            KeyVariable = "CLT_TEST_JUDGE_KEY",
        };

    protected static Prediction Item(int i, string output = "an answer") =>
        new($"i{i}", Predict.German, $"Frage {i}?", output, ["reference"]);

    protected static double[] Values(IReadOnlyList<ItemScore> scores) => [.. scores.Select(s => s.Value)];

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
