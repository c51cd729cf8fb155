using Microsoft.Net.Http.Headers;

namespace OutreachPortal.Services.Hosting;

/// <summary>What every answer tells the browser not to do.</summary>
public static class SecurityHeaders
{
    private const string PermissionsPolicy =
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private static readonly string PolicyWithCamera = PermissionsPolicy.Replace("camera=()", "camera=(self)", StringComparison.Ordinal);

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var theme = app.Services.GetRequiredService<SiteTheme>();
        var policy = new Policy(theme.Sources);
        Func<object, Task> set = state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            var frames = context.Items.TryGetValue(typeof(Frames), out var said) ? (Frames)said! : Frames.None;
            if (!ReferenceEquals(policy.Styles, theme.Sources))
            {
                // An administrator has changed the colour.
                policy = new Policy(theme.Sources);
            }

            // An answer may have a stricter policy of its own.
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, frames switch
            {
                Frames.ShownInOurOwn => policy.Text.Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal),
                Frames.ShowsOurOwn => policy.Text + "; frame-src 'self'",
                _ => policy.Text,
            });
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = frames == Frames.ShownInOurOwn ? "SAMEORIGIN" : "DENY";
            // A page whose address is a key says less.
            headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
            headers["Permissions-Policy"] = context.Items.ContainsKey(typeof(CameraKey)) ? PolicyWithCamera : PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        };
        app.Use((context, next) =>
        {
            // When the answer starts, so that the page cache does not keep and read again what is always the same.
            context.Response.OnStarting(set, context);
            return next(context);
        });
    }

    /// <summary>Lets a page of staff's show a preview within itself, or lets the preview be shown so.</summary>
    public static void Allow(this HttpContext context, Frames frames) => context.Items[typeof(Frames)] = frames;

    /// <summary>Lets a page ask for the camera, to scan tickets with it. The browser still asks whoever holds it.</summary>
    public static void AllowCamera(this HttpContext context) => context.Items[typeof(CameraKey)] = true;

    private static class CameraKey;

    /// <summary>Nothing from elsewhere, nothing inline but the one style element that <see cref="SiteTheme"/> makes.</summary>
    private sealed record Policy(string Styles)
    {
        public string Text { get; } =
            $"default-src 'none'; script-src 'self'; style-src 'self' {Styles}; img-src 'self'; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}

/// <summary>What an answer has to do with frames.</summary>
public enum Frames
{
    None,

    /// <summary>It may be shown in a frame on a page of the portal.</summary>
    ShownInOurOwn,

    /// <summary>It shows pages of the portal in frames.</summary>
    ShowsOurOwn,
}
