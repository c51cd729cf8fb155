// The door: checks in without leaving the page, keeps the numbers fresh, and reads tickets with the camera where the browser can.
// Without it each button posts its form and the page says what happened.
"use strict";

const page = document.querySelector(".door");
const field = document.getElementById("door_q");
const answer = document.getElementById("door_answer");

if (page && field && answer) {
  const parser = new DOMParser();
  let busy = false;

  const say = (text, tone) => {
    const box = document.createElement("div");
    const line = document.createElement("p");
    box.className = "door-answer " + tone;
    line.className = "door-said";
    line.textContent = text;
    box.append(document.createElement("span"), line);
    answer.replaceChildren(box);
  };

  // Takes over those parts of the page that an answer brings.
  const take = html => {
    for (const part of parser.parseFromString(html, "text/html").body.children) {
      const place = part.id && document.getElementById(part.id);
      if (place) {
        place.replaceChildren(...part.childNodes);
      }
    }
  };

  const ask = async (address, options) => {
    const end = new AbortController();
    const clock = setTimeout(() => end.abort(), 10000);
    try {
      return await fetch(address, { ...options, headers: { "X-Requested-With": "fetch" }, signal: end.signal, redirect: "error" });
    } finally {
      clearTimeout(clock);
    }
  };

  const send = async (form, submitter, scanned) => {
    if (busy) {
      return;
    }

    busy = true;
    page.setAttribute("aria-busy", "true");
    const body = new FormData(form, submitter);
    try {
      const reply = await ask(form.getAttribute("action"), { method: "POST", body });
      if (reply.ok || reply.status === 422) {
        take(await reply.text());
        const tone = answer.querySelector("[data-tone]")?.dataset.tone;
        navigator.vibrate?.(tone === "green" ? 80 : tone === "red" ? [150, 80, 150] : [60, 60, 60]);
        if (form.hasAttribute("data-find")) {
          // What was not understood stays, to be corrected; what was is done with.
          field.value = answer.querySelector("[data-typed]")?.dataset.typed ?? "";
        } else if (form.hasAttribute("data-walk-in") && reply.ok) {
          form.reset();
        }
      } else {
        say(reply.status === 401 || reply.status === 403 ? page.dataset.out : page.dataset.lost, "red");
      }
    } catch {
      // Off the network, or too slow. What was typed is still in its field; pressing again is safe, because who is in already is in once.
      say(page.dataset.lost, "red");
      navigator.vibrate?.([150, 80, 150]);
    } finally {
      busy = false;
      page.removeAttribute("aria-busy");
    }

    // Where there is something to choose or to type, there; else back to the field. A keyboard that jumps up would cover the camera's picture.
    const number = document.getElementById("door_came");
    if (number) {
      number.focus();
      number.select();
    } else if (answer.querySelector(".door-list")) {
      answer.focus();
    } else if (!scanned) {
      field.focus();
      field.select();
    }

    answer.scrollIntoView({ block: "start" });
  };

  document.addEventListener("submit", event => {
    const form = event.target;
    // Signed out: the whole page goes, so that one can sign in and come back.
    if (form.hasAttribute("data-door") && !answer.textContent.includes(page.dataset.out)) {
      event.preventDefault();
      send(form, event.submitter, false);
    }
  });

  // Others let people in too.
  const refresh = async () => {
    if (document.hidden || busy) {
      return;
    }

    try {
      const reply = await ask(page.dataset.path + "/counts?place=" + page.dataset.place);
      if (reply.ok && !busy && !document.getElementById("door_recent").contains(document.activeElement)) {
        take(await reply.text());
      }
    } catch {
      // Next time.
    }
  };
  setInterval(refresh, 15000);
  document.addEventListener("visibilitychange", refresh);

  const button = document.getElementById("door_scan");
  const camera = document.getElementById("door_camera");
  const video = camera.querySelector("video");
  const scan = button.textContent;
  let stream = null;
  let last = "";
  let seen = 0;

  const stop = () => {
    stream?.getTracks().forEach(track => track.stop());
    stream = null;
    video.srcObject = null;
    camera.hidden = true;
    button.textContent = scan;
  };

  const look = async detector => {
    while (stream) {
      try {
        const codes = busy || video.readyState < 2 ? [] : await detector.detect(video);
        const code = codes[0]?.rawValue;
        // A ticket that stays before the camera is read once.
        if (code && (code !== last || Date.now() - seen > 5000)) {
          last = code;
          field.value = code;
          seen = Date.now();
          await send(field.form, null, true);
        }

        if (code) {
          seen = Date.now();
        }
      } catch {
        // A picture that could not be read; the next one can.
      }

      await new Promise(next => setTimeout(next, 200));
    }
  };

  const start = async detector => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      video.srcObject = stream;
      camera.hidden = false;
      button.textContent = button.dataset.stop;
      last = "";
      await video.play();
      look(detector);
    } catch {
      stop();
      say(page.dataset.noCamera, "amber");
      field.focus();
    }
  };

  if ("BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia) {
    BarcodeDetector.getSupportedFormats().then(formats => {
      if (formats.includes("qr_code")) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        button.hidden = false;
        button.addEventListener("click", () => stream ? stop() : start(detector));
        document.addEventListener("visibilitychange", () => document.hidden && stop());
      }
    }, () => {});
  }
}
