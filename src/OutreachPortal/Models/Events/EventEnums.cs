namespace OutreachPortal.Models;

// The names are stored, except those of flags, whose numbers are; do not rename or renumber.

/// <summary>How one takes part; schema.org's eventAttendanceMode.</summary>
public enum AttendanceMode
{
    OnSite,
    Online,
    Hybrid,
}

/// <summary>schema.org's eventStatus: Scheduled, Rescheduled, MovedOnline, Cancelled.</summary>
public enum EventStatus
{
    Scheduled,
    Moved,
    Online,
    Cancelled,
}

public static class AttendanceModes
{
    /// <summary>How one takes part as things stand: an event that was moved online is held nowhere else.</summary>
    public static AttendanceMode Under(this AttendanceMode mode, EventStatus status) => status == EventStatus.Online ? AttendanceMode.Online : mode;
}

[Flags]
public enum Audience
{
    Pupils = 1,
    Students = 2,
    Teachers = 4,
    Adults = 8,
    Professionals = 16,
    Alumni = 32,
}

public enum EventLevel
{
    Introductory,
    Intermediate,
    Advanced,
}

[Flags]
public enum SpokenLanguages
{
    Tr = 1,
    En = 2,
}

/// <summary>Who sees the link to take part online.</summary>
public enum OnlineLinkAudience
{
    Everyone,
    Registered,
}
