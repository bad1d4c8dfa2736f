using System.Globalization;
using Clt.Plugins.Metrics.Answers;
using Clt.Plugins.Metrics.Core;
using Plugins.Tests.Metrics;

namespace Plugins.Tests.Field;

/// <summary>Answers of models with numbers as their languages write them; gold is the number as data sets have it.</summary>
public sealed class WrittenNumberTests
{
    [Theory]
    // Decimal comma, groups with a full stop.
    [InlineData("de", "Das sind 1.234,50 Euro.", "2469/2")]
    [InlineData("it", "La risposta è 12.500.", "12500")]
    [InlineData("tr", "Cevap: 3,5 kilo", "7/2")]
    [InlineData("vi", "Đáp án là 1.250.000 đồng", "1250000")]
    [InlineData("ca", "Són 2,25 hores", "9/4")]
    [InlineData("gl", "A resposta é 1.000", "1000")]
    [InlineData("eu", "Erantzuna 0,5 da", "1/2")]
    [InlineData("nl", "€ 1.999,95 in totaal", "39999/20")]
    [InlineData("id", "Jadi Rp2.500.000,00.", "2500000")]
    [InlineData("pt", "São 10.000 pessoas", "10000")]
    [InlineData("el", "Η απάντηση είναι 1.234,5", "2469/2")]
    [InlineData("es", "Son 1 234,5 metros", "2469/2")]
    // Decimal comma, groups with a space of some kind.
    [InlineData("pl", "Razem 12 500,75 zł", "50003/4")]
    [InlineData("uk", "Відповідь: 1\u00A0234,5", "2469/2")]
    [InlineData("ru", "Ответ: 1\u202F000\u202F000", "1000000")]
    [InlineData("sv", "Svaret är 3,14", "157/50")]
    [InlineData("fr", "Il reste 2\u202F400 €", "2400")]
    [InlineData("cs", "Výsledek je 15 000", "15000")]
    [InlineData("fi", "Vastaus on 7,25", "29/4")]
    [InlineData("bg", "Отговорът е 4,5", "9/2")]
    // The other way round, where it cannot be decimal; and a full stop that groups nothing.
    [InlineData("de", "1,234,567 sind es", "1234567")]
    [InlineData("de", "also 1,234.5", "2469/2")]
    [InlineData("pl", "czyli 3.5", "7/2")]
    [InlineData("ru", "это 0.333", "333/1000")]
    [InlineData("tr", "yani 12345.678", "6172839/500")]
    [InlineData("en", "so 1.234.567 in all", "1234567")]
    [InlineData("en", "so 1.234,5 in all", "2469/2")]
    // Decimal point.
    [InlineData("en", "$1,234.50 in all.", "2469/2")]
    [InlineData("es-MX", "Son 1,234.5 pesos", "2469/2")]
    [InlineData("en", "the factors 3,5", "5")]
    [InlineData("sw", "Jibu ni 12,000", "12000")]
    [InlineData("he", "התשובה היא 1,500.25", "6001/4")]
    // The apostrophe of Switzerland.
    [InlineData("de-CH", "CHF 12'500.50", "25001/2")]
    [InlineData("fr", "12’500 francs", "12500")]
    [InlineData("de", "1'234'567", "1234567")]
    // Arabic and Persian: their own marks, the Arabic comma, marks of the digits in use.
    [InlineData("ar", "الجواب هو ١٬٢٣٤٫٥", "2469/2")]
    [InlineData("ar", "الإجابة هي ١،٠٠٠ دينار", "1000")]
    [InlineData("ar", "الإجابة هي ٣،٥", "7/2")]
    [InlineData("ar-MA", "النتيجة 1.234,5", "2469/2")]
    [InlineData("ar", "المجموع ١٢، ١٥", "15")]
    [InlineData("fa", "پاسخ ۱۲٬۳۴۵٫۶ است", "61728/5")]
    [InlineData("ur", "جواب ۱۲٬۳۴٬۵۶۷ ہے", "1234567")]
    // Digits of other scripts, groups of two.
    [InlineData("hi", "उत्तर १२,३४,५६७.५ है", "2469135/2")]
    [InlineData("bn", "উত্তর হল ১২,৩৪৫", "12345")]
    [InlineData("th", "คำตอบคือ ๑,๒๓๔.๕", "2469/2")]
    [InlineData("mr", "एकूण ५०,०००", "50000")]
    [InlineData("my", "အဖြေ ၁၂၃", "123")]
    [InlineData("km", "ចម្លើយ ១.២៣៤,៥", "2469/2")]
    // Units of ten thousand.
    [InlineData("ko", "답은 3만 5천 원입니다", "35000")]
    [InlineData("ko", "모두 2만5000원", "25000")]
    [InlineData("ko", "모두 2만 5,000원", "25000")]
    [InlineData("ko", "1억 2,000만 명", "120000000")]
    [InlineData("ko", "약 1.5만 개", "15000")]
    [InlineData("ko", "3만 명 중 2명", "2")]
    [InlineData("ko", "만일 7개라면", "7")]
    [InlineData("ja", "答えは３万５千円です", "35000")]
    [InlineData("ja", "合計は1億2000万円", "120000000")]
    [InlineData("ja", "2万5000円", "25000")]
    [InlineData("ja", "合計、三百二十一個", "321")]
    [InlineData("zh", "一共3.5万元", "35000")]
    [InlineData("zh", "答案是两千零五", "2005")]
    [InlineData("zh", "共１２，５００人", "12500")]
    [InlineData("zh", "2兆", "2000000000000")]
    // Signs.
    [InlineData("en", "The answer is −5.", "-5")]
    [InlineData("fr", "La réponse est –12,5", "-25/2")]
    [InlineData("ja", "答えは－３です", "-3")]
    [InlineData("zh", "答案是-5", "-5")]
    [InlineData("en", "pages 10–20", "20")]
    [InlineData("en", "65-23", "23")]
    // Fractions and mixed numbers.
    [InlineData("en", "3½ cups", "7/2")]
    [InlineData("en", "The answer is 3 1/2.", "7/2")]
    [InlineData("es", "La respuesta es \\boxed{2\\frac{1}{4}}", "9/4")]
    [InlineData("ru", "Ответ: ¾", "3/4")]
    [InlineData("pt", "A resposta é \\boxed{1{,}5}", "3/2")]
    // Dates and versions are no decimals.
    [InlineData("de", "am 12.05.2024", "2024")]
    public void A_number_is_read_as_its_language_writes_it(string language, string output, string expected)
    {
        var reader = new WrittenNumberReader(Language.Parse(language));
        var found = MathAnswer.Extract(output, Language.Parse(language), AnswerRule.Combined, reader);
        found?.ToString().ShouldBe(expected, output);
    }

    [Theory]
    [InlineData("uk", "Відповідь: 12,5", "12,5", 1)]
    [InlineData("ko", "정답은 3만 5천입니다", "35000", 1)]
    [InlineData("ar", "الإجابة هي ١٢٬٥٠٠", "12500", 1)]
    [InlineData("vi", "Đáp án: 12.500", "12500", 1)]
    [InlineData("vi", "Đáp án: 12.500", "12,5", 0)]
    [InlineData("hi", "कुछ नहीं", "7", 0)]
    public void The_metric_compares_exact_numbers(string language, string output, string gold, double expected) =>
        new MathNumber().Score(Predict.In(Language.Parse(language), output, gold)).Value.ShouldBe(expected);

    [Fact]
    public void A_reference_without_a_number_is_an_error_of_the_data() =>
        Should
            .Throw<InputException>(() => new MathNumber().Score(Predict.In(Predict.Japanese, "3", "三つ葉")))
            .Message.ShouldContain("no reference");

    /// <summary>
    /// The table against the ICU of the machine: where they differ CLDR has changed, which a new version of the metric would follow.
    /// </summary>
    [Fact]
    public void Marks_are_those_of_cldr()
    {
        // Without ICU every culture is the invariant one.
        if (new CultureInfo("de").NumberFormat.NumberDecimalSeparator != ",")
            return;
        const string languages =
            "de fr es it pt nl sv da nb fi pl cs sk hu ro bg hr sr uk ru el tr vi id ca gl eu en ja zh ko th hi bn ta sw he zu am";
        const string regions = "de-CH de-LI es-MX es-PE es-AR it-CH en-ZA en-GB pt-BR fr-CA sw-CD ar-MA";
        foreach (var tag in $"{languages} {regions}".Split(' '))
        {
            var mark = new CultureInfo(tag).NumberFormat.NumberDecimalSeparator;
            NumberNotation.Of(Language.Parse(tag)).Decimal.ToString().ShouldBe(mark, tag);
        }
    }

    [Fact]
    public void Long_and_odd_texts_are_read_in_time()
    {
        var reader = new WrittenNumberReader(Predict.German);
        reader.Last(reader.Normalise(new string('9', 3000))).ShouldNotBeNull();
        reader.Last(reader.Normalise(string.Concat(Enumerable.Repeat("1.234.", 5000)))).ShouldNotBeNull();
        reader.Last(reader.Normalise(string.Concat(Enumerable.Repeat(",5", 5000)))).ShouldNotBeNull();
    }
}
