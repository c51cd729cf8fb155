// Uploads one file after the other, each with its progress and its own answer, from the form, by drop or by paste; copies a snippet.
"use strict";

const form = document.getElementById("upload");
if (form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".uploads");
  const token = form.querySelector("input[name=__RequestVerificationToken]").value;
  const words = form.dataset;
  let queue = Promise.resolve();

  form.querySelector(".drop-hint").hidden = false;
  form.addEventListener("submit", event => {
    if (input.files.length > 0) {
      event.preventDefault();
      add(input.files);
      input.value = "";
    }
  });

  const hasFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", event => {
    if (hasFiles(event)) {
      event.preventDefault();
      form.classList.add("over");
    }
  });
  document.addEventListener("dragleave", event => {
    if (!event.relatedTarget) {
      form.classList.remove("over");
    }
  });
  document.addEventListener("drop", event => {
    form.classList.remove("over");
    if (hasFiles(event)) {
      event.preventDefault();
      add(event.dataTransfer.files);
    }
  });
  document.addEventListener("paste", event => {
    if (event.clipboardData && event.clipboardData.files.length > 0) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  });

  function add(files) {
    for (const file of files) {
      const row = document.createElement("li");
      const name = document.createElement("span");
      const state = document.createElement("span");
      const bar = document.createElement("progress");
      name.textContent = file.name || words.pasted;
      state.textContent = words.sending;
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", name.textContent);
      row.append(name, state, bar);
      list.append(row);
      queue = queue.then(() => send(file, row, state, bar));
    }
    // The list below shows what has come.
    const last = queue = queue.then(() => queue === last ? refresh() : null);
    list.scrollIntoView({ block: "nearest" });
  }

  async function refresh() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href, { credentials: "same-origin" })).text(), "text/html");
      const found = page.getElementById("media_found");
      if (found) {
        document.getElementById("media_found").replaceWith(found);
      }
    } catch {
      // It shows them the next time it is opened.
    }
  }

  function send(file, row, state, bar) {
    const refuse = why => {
      const text = document.createElement("span");
      text.className = "why lack";
      text.textContent = why;
      state.textContent = "";
      bar.replaceWith(text);
    };
    if (file.size > Number(words.max)) {
      refuse(words.tooLarge);
      return Promise.resolve();
    }

    return new Promise(done => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file, file.name || "image.png");
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.setRequestHeader("RequestVerificationToken", token);
      request.upload.addEventListener("progress", event => {
        if (event.lengthComputable) {
          bar.value = event.loaded / event.total;
        }
      });
      request.addEventListener("loadend", () => {
        let answer = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // Not the portal's own answer; said as lost below.
        }

        if (request.status === 200 && answer) {
          const link = document.createElement("a");
          link.href = form.getAttribute("action") + "/" + answer.name;
          link.textContent = answer.width ? words.describe : words.open;
          state.textContent = words.kept + " · ";
          state.append(link);
          bar.remove();
        } else {
          refuse(request.status === 401 ? words.signedOut : answer && answer.detail || words.lost);
        }

        done();
      });
      request.send(body);
    });
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  }
}
