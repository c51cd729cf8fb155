using OutreachPortal.BrowserTests.Support;
using OutreachPortal.Models;
using OutreachPortal.Tests.Support;

namespace OutreachPortal.BrowserTests;

/// <summary>Passkeys as a browser makes and uses them, with a device of its own in place of somebody's fingerprint.</summary>
public sealed class PasskeyTests(WritingRoom room) : IClassFixture<WritingRoom>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_and_is_removed()
    {
        await room.Portal.AccountAsync("Selin", Roles.Author);
        // A passkey belongs to a name, and an IP address is none.
        var address = new UriBuilder(room.Portal.Address) { Host = "localhost" }.Uri.ToString();
        await using var selin = await room.VisitorAsync(options => options.BaseURL = address);
        var tab = await selin.NewPageAsync();
        var device = await DeviceAsync(tab);
        await tab.GotoAsync("/account/sign-in?lang=en");
        await tab.FillAsync("#Email", "selin@poyraz.example");
        await tab.FillAsync("#Password", Staff.Password);
        await tab.ClickAsync("form.panel button");
        await tab.ArriveAsync("/admin$");
        await tab.GotoAsync("/account/passkeys");
        await tab.ClickAsync("text=Add a passkey");
        await Assertions.Expect(tab.Locator("[data-passkey-missing]")).ToBeHiddenAsync();
        await tab.ClickAsync("text=Make the passkey");
        // Without a name no passkey is made that the portal would then refuse.
        tab.Url.ShouldEndWith("/add");
        await tab.FillAsync("#Name", "Office computer");
        await tab.ClickAsync("text=Make the passkey");
        await tab.ArriveAsync("/account/passkeys$");
        await Assertions.Expect(tab.Locator("main h2")).ToHaveTextAsync("Office computer");
        (await AxeCheck.LookAsync(tab, "/account/passkeys", ColorScheme.Light)).ShouldBeNone();

        // The same device is not asked for a second one.
        await tab.GotoAsync("/account/passkeys/add");
        await tab.FillAsync("#Name", "Again");
        await tab.ClickAsync("text=Make the passkey");
        await Assertions.Expect(tab.Locator("form [role=alert]")).ToHaveTextAsync("This device has a passkey for your account already.");
        (await AxeCheck.LookAsync(tab, "/account/passkeys/add", ColorScheme.Light)).ShouldBeNone();

        await tab.ClickAsync("text=Sign out");
        await tab.ArriveAsync("/account/sign-in");
        await tab.GotoAsync("/account/sign-in?lang=en&returnUrl=%2Faccount%2Fpasskeys");
        (await AxeCheck.LookAsync(tab, "/account/sign-in", ColorScheme.Light)).ShouldBeNone();
        // Somebody holds the device whom it does not know.
        await device.KnowsAsync(holder: false);
        await tab.ClickAsync("text=Sign in with a passkey");
        await Assertions.Expect(tab.Locator("form [role=alert]")).ToHaveTextAsync("No passkey was used. Try again, or use your password.");
        await device.KnowsAsync(holder: true);
        await tab.ClickAsync("text=Sign in with a passkey");
        await tab.ArriveAsync("/account/passkeys$");

        await tab.ClickAsync("text=Remove");
        await tab.ArriveAsync("/remove$");
        await tab.ClickAsync("button:has-text('Remove')");
        await tab.ArriveAsync("/account/passkeys$");
        await Assertions.Expect(tab.Locator("main h2")).ToHaveCountAsync(0);

        // The device still offers it, and it opens nothing.
        await tab.ClickAsync("text=Sign out");
        await tab.ArriveAsync("/account/sign-in");
        await tab.GotoAsync("/account/sign-in?lang=tr");
        await tab.ClickAsync("text=Geçiş anahtarıyla oturum aç");
        await Assertions.Expect(tab.Locator(".problems")).ToContainTextAsync("Bu geçiş anahtarıyla açılan bir hesap yok");
    }

    [Fact]
    public async Task Without_script_there_is_no_button_that_does_nothing()
    {
        await using var visitor = await room.VisitorAsync(options => options.JavaScriptEnabled = false);
        var tab = await visitor.NewPageAsync();
        await tab.GotoAsync("/account/sign-in?lang=en");
        await Assertions.Expect(tab.Locator("text=Sign in with a passkey")).ToBeHiddenAsync();
        await Assertions.Expect(tab.Locator("#Password")).ToBeVisibleAsync();
    }

    /// <summary>Gives a tab a device that keeps passkeys and knows its owner: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/.</summary>
    private static async Task<Device> DeviceAsync(IPage tab)
    {
        var session = await tab.Context.NewCDPSessionAsync(tab);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    private sealed record Device(ICDPSession Session, string Id)
    {
        /// <summary>Whether whoever holds the device is its owner.</summary>
        public async Task KnowsAsync(bool holder) =>
            await Session.SendAsync("WebAuthn.setUserVerified", new() { ["authenticatorId"] = Id, ["isUserVerified"] = holder });
    }
}
