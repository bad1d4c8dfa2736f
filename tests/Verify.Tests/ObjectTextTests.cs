namespace Verify.Tests;

public sealed class ObjectTextTests : IDisposable
{
    private readonly VerifyBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private sealed record Inner(Guid Id, double Value, DateTime At);

    private sealed record Outer(string Name, string? Missing, bool Flag, int[] Empty, Inner[] Items, Dictionary<string, int> Counts);

    [Fact]
    public async Task An_object_is_written_without_quotes_and_machine_values()
    {
        var (id, at) = (Guid.NewGuid(), DateTime.UtcNow);
        var target = new Outer("x", null, false, [], [new(id, 0.5, at), new(Guid.NewGuid(), 1e-9, at)], new() { ["one"] = 1 });
        (await _bench.Receive(_bench.VerifyObject(target))).ShouldBe(
            """
            {
              Name: x,
              Flag: false,
              Items: [
                {
                  Id: Guid_1,
                  Value: 0.5,
                  At: DateTime_1
                },
                {
                  Id: Guid_2,
                  Value: 1E-09,
                  At: DateTime_1
                }
              ],
              Counts: {
                one: 1
              }
            }
            """
        );
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData(12, "12")]
    [InlineData(true, "true")]
    [InlineData('c', "c")]
    [InlineData(DayOfWeek.Monday, "Monday")]
    public async Task A_plain_value_is_written_as_it_is(object? value, string text) =>
        (await _bench.Receive(_bench.VerifyObject(value))).ShouldBe(text);
}
