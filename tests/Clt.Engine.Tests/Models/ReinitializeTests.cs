using Clt.Engine.Models;

namespace Clt.Engine.Tests.Models;

public sealed class ReinitializeTests
{
    [Fact]
    public void Parameters_are_fresh_again_by_pattern_and_the_others_stay()
    {
        using var model = TinyModel.Create(1);
        using var other = TinyModel.Create(2);

        model.Reinitialize("layers.1", 2);

        foreach (var spec in model.Parameters.Specs.Where(s => s.Fill is null))
        {
            var renewed = spec.Name.StartsWith("layers.1.", StringComparison.Ordinal);
            model.Parameters[spec.Name].bytes.SequenceEqual(other.Parameters[spec.Name].bytes).ShouldBe(renewed, spec.Name);
        }

        Should.Throw<InputException>(() => model.Reinitialize("layers.7", 1)).Message.ShouldContain("layers.7");
    }
}
