using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using OutreachPortal.Models;
using OutreachPortal.Services.Registrations;

namespace OutreachPortal.Areas.Admin.Models;

/// <summary>What every step with a registration posts: the registration as it was seen.</summary>
[ValidateNever]
public class RegistrationStepForm
{
    public Guid Version { get; set; }
}

public sealed class RegistrationReasonForm : RegistrationStepForm
{
    /// <summary>To be read by the holder.</summary>
    public string? Reason { get; set; }
}

/// <summary>A message to those who registered for a lecture.</summary>
[ValidateNever]
public sealed class MessageForm
{
    public MessageGroup To { get; set; }

    public LocalizedText Heading { get; set; } = new();

    public LocalizedText Message { get; set; } = new();

    /// <summary>Whether it was read once more, with the number of those who get it.</summary>
    public bool IsSure { get; set; }

    /// <summary>Back to the fields.</summary>
    public bool IsBack { get; set; }
}

public sealed class MoveForm : RegistrationStepForm
{
    public string? To { get; set; }
}

/// <summary>A person, or a class with its teacher, as the office types it. The numbers are as typed.</summary>
[ValidateNever]
public sealed class PartyForm : RegistrationStepForm
{
    /// <summary>Before the key of a question.</summary>
    public const string AnswerPrefix = "Answer.";

    public PartyKind Kind { get; set; }

    public SeatPlace? Place { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Language { get; set; }

    public Audience? Audience { get; set; }

    public string? School { get; set; }

    public string? Level { get; set; }

    public string? Pupils { get; set; }

    public string? Adults { get; set; }

    public string? AccessNeeds { get; set; }
}
