using OutreachPortal.Models;
using OutreachPortal.Services.Policies;

namespace OutreachPortal.ViewModels;

public sealed record PolicyChangesViewModel(ListFilter Filter, Paging Paging, IReadOnlyList<PolicyChange> Changes) : PagedViewModel(Filter, Paging)
{
    public override string Path => PolicyAddress.Changes(Languages.Current);
}
