using Clt.Host.Output;

namespace Clt.Host.Tests.Output;

public sealed class FaultsTests
{
    [Fact]
    public void Wrong_input_is_code_2() => Faults.Show(new InputException("a", "b", "c"), json: false, interrupted: false).ShouldBe(2);

    [Fact]
    public void A_full_disk_is_code_1() =>
        Faults.Show(new IOException("No space left on device", 28), json: false, interrupted: false).ShouldBe(1);

    [Fact]
    public void A_folder_without_rights_is_code_2() =>
        Faults.Show(new UnauthorizedAccessException("denied"), json: false, interrupted: false).ShouldBe(2);

    [Fact]
    public void An_interruption_is_code_3() => Faults.Show(new OperationCanceledException(), json: false, interrupted: true).ShouldBe(3);

    [Fact]
    public void Anything_else_is_code_1() => Faults.Show(new InvalidOperationException("x"), json: false, interrupted: false).ShouldBe(1);
}
