using Clt.Plugins.Sources.Npm.Facts;

namespace Plugins.Tests.Sources.Npm;

public class StemsTests
{
    [Theory]
    [InlineData("Region: Japan", "Japanese Yen", true)]
    [InlineData("Région : Brésil", "réal bresilien", true)]
    [InlineData("Region: Oman", "Omani Rial", true)]
    [InlineData("Region: Switzerland", "Swiss Franc", false)]
    [InlineData("Region: Chile", "Euro", false)]
    [InlineData("Регион: Россия", "российский рубль", true)]
    [InlineData("المنطقة: اليابان", "ين ياباني", true)]
    [InlineData("क्षेत्र: जापान", "जापानी येन", true)]
    [InlineData("ภูมิภาค: ญี่ปุ่น", "เยนญี่ปุ่น", true)]
    [InlineData("ภูมิภาค: ไทย", "บาท", false)]
    [InlineData("地域: タイ", "タイ バーツ", true)]
    [InlineData("地域: フランス", "ユーロ", false)]
    [InlineData("地区：日本", "日元", true)]
    [InlineData("地区：法国", "欧元", false)]
    [InlineData("지역: 영국", "영국 파운드", true)]
    [InlineData("지역: 독일", "유로", false)]
    public void A_stem_in_common_is_seen_in_every_kind_of_script(string question, string answer, bool shared) =>
        Stems.Shared(question, answer).ShouldBe(shared);
}
