namespace OutreachPortal.Services.Hosting;

/// <summary>Counts the remarks on policies that are sent, by network: staff read every one. Each node counts for itself.</summary>
public sealed class CommentLimits : IDisposable
{
    /// <summary>Forms that one network may send within ten minutes; a whole office stands behind one, and some send twice.</summary>
    public const int PostsANetwork = 60;

    private readonly TryLimit _networks = new(PostsANetwork, TimeSpan.FromMinutes(10));

    public bool Admits(HttpContext context) => _networks.AdmitsNetwork(context);

    public void Dispose() => _networks.Dispose();
}
