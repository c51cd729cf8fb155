namespace OutreachPortal.Models;

/// <summary>The 17 goals of the United Nations' 2030 Agenda, with their short names in both languages.</summary>
public sealed record SustainableDevelopmentGoal(int Number, string NameEn, string NameTr)
{
    public static readonly IReadOnlyList<SustainableDevelopmentGoal> All =
    [
        new(1, "No poverty", "Yoksulluğa son"),
        new(2, "Zero hunger", "Açlığa son"),
        new(3, "Good health and well-being", "Sağlık ve kaliteli yaşam"),
        new(4, "Quality education", "Nitelikli eğitim"),
        new(5, "Gender equality", "Toplumsal cinsiyet eşitliği"),
        new(6, "Clean water and sanitation", "Temiz su ve sanitasyon"),
        new(7, "Affordable and clean energy", "Erişilebilir ve temiz enerji"),
        new(8, "Decent work and economic growth", "İnsana yakışır iş ve ekonomik büyüme"),
        new(9, "Industry, innovation and infrastructure", "Sanayi, yenilikçilik ve altyapı"),
        new(10, "Reduced inequalities", "Eşitsizliklerin azaltılması"),
        new(11, "Sustainable cities and communities", "Sürdürülebilir şehirler ve topluluklar"),
        new(12, "Responsible consumption and production", "Sorumlu üretim ve tüketim"),
        new(13, "Climate action", "İklim eylemi"),
        new(14, "Life below water", "Sudaki yaşam"),
        new(15, "Life on land", "Karasal yaşam"),
        new(16, "Peace, justice and strong institutions", "Barış, adalet ve güçlü kurumlar"),
        new(17, "Partnerships for the goals", "Amaçlar için ortaklıklar"),
    ];

    public static SustainableDevelopmentGoal? Find(int number) => number is >= 1 and <= 17 ? All[number - 1] : null;

    public string Name(string culture) => culture == Languages.Turkish ? NameTr : NameEn;
}
