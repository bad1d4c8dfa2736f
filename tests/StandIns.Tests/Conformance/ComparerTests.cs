namespace StandIns.Tests.Conformance;

/// <summary>The printer writes the listings' notation, and the comparer catches what a listing lacks.</summary>
public class ComparerTests
{
    private const string P = "StandIns.Tests.Conformance.Planted";

    private static readonly string[] Listing =
    [
        $"{P}<T> [abstract class] : System.IDisposable",
        $"{P}<T>.static Most -> int = const",
        $"{P}<T>.static Name -> string",
        $"{P}<T>.ctor(T? start, params long[] sizes) [protected]",
        $"{P}<T>.event Changed -> {P}.Handler<T>",
        $"{P}<T>.Pair {{ get; }} -> System.ValueTuple<int, T>",
        $"{P}<T>.Item[long at] {{ get; }} -> string",
        $"{P}<T>.static op_LogicalNot({P}<T> it) -> bool",
        $"{P}<T>.static Try(string text = \"a\", double rate = 1E-05, System.DayOfWeek day = 1, bool strict = False) -> bool",
        $"{P}<T>.Find<TKey>(System.Collections.Generic.Dictionary<TKey, {P}.Inner<T>[]> map, out int? found, ref T[,] grid) -> void [abstract]",
        $"{P}<T>.Dispose() -> void",
        $"{P}<T>.Close() -> void [protected] [virtual]",
    ];

    private static readonly string[] Printed = TypePrinter.Print([typeof(Planted<>)]).ToArray();

    [Fact]
    public void Members_are_written_in_the_notation_of_the_listings() => Printed.ShouldBe(Listing, ignoreOrder: true);

    [Fact]
    public void Nested_types_are_written_with_their_kind_and_values()
    {
        TypePrinter.Print([typeof(Planted<>.Level)]).ShouldBe(
        [
            $"{P}.Level<T> [enum] : System.IComparable, System.IConvertible, System.IFormattable, System.ISpanFormattable",
            $"{P}.Level<T>.Low = 1",
        ]);
        TypePrinter.Print([typeof(Planted<>.Handler)]).First().ShouldBe(
            $"{P}.Handler<T> [delegate] : System.MulticastDelegate, System.ICloneable, System.Runtime.Serialization.ISerializable");
    }

    [Fact]
    public void A_member_that_the_listing_lacks_is_caught_whichever_it_is()
    {
        Comparer.Foreign(Printed, Listing).ShouldBeEmpty();
        foreach (string line in Listing)
            Comparer.Foreign(Printed, Listing.Except([line])).ShouldBe([line]);
    }

    [Fact]
    public void A_change_of_signature_is_caught()
    {
        foreach (var (from, to) in new[] { ("strict = False", "strict = True"), ("[virtual]", ""), ("{ get; }", "{ get; set; }") })
            Comparer.Foreign(Printed, Listing.Select(line => line.Replace(from, to).TrimEnd())).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_type_may_have_fewer_bases_but_no_others()
    {
        Comparer.Foreign(["N.C [class] : N.I"], ["N.C [class] : N.B<N.X, N.Y>, N.I"]).ShouldBeEmpty();
        Comparer.Foreign(["N.C [class] : N.B<N.X, N.Y>, N.I"], ["N.C [class] : N.I"]).Count.ShouldBe(1);
        Comparer.Foreign(["N.C [sealed class]"], ["N.C [class]"]).Count.ShouldBe(1);
    }
}
