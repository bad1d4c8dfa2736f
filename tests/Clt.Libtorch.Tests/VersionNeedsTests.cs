namespace Clt.Libtorch.Tests;

public sealed class VersionNeedsTests
{
    [Fact]
    public void Only_the_named_need_is_marked_and_nothing_else_changes()
    {
        var before = ElfFile.With("GLIBC_2.17", "GLIBCXX_3.4.32", "CXXABI_1.3");
        var after = before.ToArray();
        VersionNeeds.Weaken(after, "GLIBCXX_3.4.32").ShouldBe(1);
        ElfFile.Flags(after, 1).ShouldBe((ushort)2);
        after.Zip(before).Count(pair => pair.First != pair.Second).ShouldBe(1);
    }

    [Fact]
    public void A_library_without_the_need_stays_as_it_is()
    {
        var file = ElfFile.With("GLIBC_2.17");
        VersionNeeds.Weaken(file, "GLIBCXX_3.4.32").ShouldBe(0);
        file.ShouldBe(ElfFile.With("GLIBC_2.17"));
    }

    [Fact]
    public void Marking_twice_is_marking_once()
    {
        var file = ElfFile.With("GLIBCXX_3.4.32");
        VersionNeeds.Weaken(file, "GLIBCXX_3.4.32");
        var once = file.ToArray();
        VersionNeeds.Weaken(file, "GLIBCXX_3.4.32").ShouldBe(1);
        file.ShouldBe(once);
    }
}
