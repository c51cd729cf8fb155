// Puts the browser's own colour picker beside a field in which a colour is typed.
for (const place of document.querySelectorAll("[data-color]")) {
  const text = document.getElementById(place.dataset.color);
  const picker = document.createElement("input");
  const isColor = /^#[0-9a-f]{6}$/i;
  const show = () => { picker.value = [text.value.trim(), text.placeholder].find(color => isColor.test(color)) ?? "#000000"; };
  picker.type = "color";
  picker.setAttribute("aria-label", place.dataset.label);
  picker.addEventListener("input", () => { text.value = picker.value; });
  text.addEventListener("input", show);
  show();
  place.append(picker);
}
