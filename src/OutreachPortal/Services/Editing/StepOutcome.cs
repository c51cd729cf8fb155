using OutreachPortal.Models;

namespace OutreachPortal.Services.Editing;

/// <summary>What became of a step on an item's way.</summary>
public abstract record StepOutcome
{
    public sealed record Done(ContentItem Item) : StepOutcome
    {
        /// <summary>How many who are registered for a lecture get a letter because of it.</summary>
        public int Told { get; init; }
    }

    public sealed record Missing : StepOutcome;

    /// <summary>Somebody changed the item since the page was opened; nothing was written.</summary>
    public sealed record Stale : StepOutcome;

    /// <summary>The item stands where this cannot be done.</summary>
    /// <param name="Sentence">Key among the words.</param>
    public sealed record Impossible(string Sentence) : StepOutcome;

    /// <summary>It would not be right as it is; nothing was written.</summary>
    public sealed record Refused(IReadOnlyList<FormProblem> Problems) : StepOutcome
    {
        public Refused(string field, string message)
            : this([new FormProblem(field, message)])
        {
        }

        /// <summary>Whether an editor may go on with a reason.</summary>
        public bool IsOverridable => Problems.All(problem => problem.IsOverridable);
    }
}
