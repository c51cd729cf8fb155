// Beside an event's time, the same in the visitor's own time zone, where the clocks there show something else.
for (const line of document.querySelectorAll("[data-local-time]")) {
  const time = line.parentElement.querySelector("time");
  const start = new Date(time.dateTime);
  const end = new Date(line.dataset.end);
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
  const offset = (sign === "-" ? -1 : 1) * (hours * 60 + +minutes);
  if (isNaN(start) || isNaN(end) || offset === -start.getTimezoneOffset()) continue;

  const two = number => String(number).padStart(2, "0");
  const clock = date => two(date.getHours()) + line.dataset.separator + two(date.getMinutes());
  const iso = date => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const day = date => date.toLocaleDateString(line.dataset.locale, { weekday: "long", day: "numeric", month: "long" });
  // A day is named where it is not the one that stands above.
  const from = iso(start) === time.dateTime.slice(0, 10) ? clock(start) : day(start) + ", " + clock(start);
  const until = iso(end) === iso(start) ? "–" + clock(end) : " – " + day(end) + ", " + clock(end);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  line.textContent = line.dataset.localTime.replace("{0}", from + until).replace("{1}", zone ? zone.replaceAll("_", " ") : "UTC" + (start.getTimezoneOffset() / -60));
  line.hidden = false;
}
