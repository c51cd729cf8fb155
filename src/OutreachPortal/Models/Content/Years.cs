namespace OutreachPortal.Models;

/// <summary>Years that content may name. Others are a slip of the pen, and would break arithmetic with time zones.</summary>
public static class Years
{
    public const int First = 1800;
    public const int Last = 2200;

    public static bool Has(int year) => year is >= First and <= Last;
}
