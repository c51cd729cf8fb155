// A window in which pages or images of the portal are found by typing: a combobox with a list, by keyboard or mouse.
const dialog = document.getElementById('picker');
const input = document.getElementById('picker_q');
const list = document.getElementById('picker_list');
const status = document.getElementById('picker_status');
const upload = dialog.querySelector('.picker-upload');
const file = document.getElementById('picker_file');
const words = document.getElementById('picker_words').dataset;
const kinds = JSON.parse(words.kinds), states = JSON.parse(words.states);
let options = [], active = -1, timer, asked, open;

const find = async () => {
  const { kind, editor } = open;
  const query = new URLSearchParams({ q: input.value, culture: editor.culture });
  asked?.abort();
  asked = new AbortController();
  status.textContent = editor.page.say('Searching');
  try {
    const answer = await editor.page.ask((kind === 'image' ? '/admin/media/pick?' : '/admin/pick?') + query, { signal: asked.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    show(Array.isArray(found) ? found : found.items ?? []);
  } catch (error) {
    if (error.name === 'AbortError') return;
    show([]);
    status.textContent = editor.page.say('NoAnswer');
  }
};

const show = found => {
  const { kind, editor } = open;
  options = found;
  list.replaceChildren(...found.map((item, i) => {
    const line = Object.assign(document.createElement('li'), { id: `picker_${i}` });
    line.setAttribute('role', 'option');
    line.setAttribute('aria-selected', 'false');
    if (kind === 'image') {
      // A document has no picture.
      const picture = /\.pdf$/i.test(item.name) ? Object.assign(document.createElement('span'), { className: 'no-picture', textContent: 'PDF' })
        : Object.assign(document.createElement('img'), { src: item.thumbnail ?? item.address, alt: '', loading: 'lazy', width: 64, height: 48 });
      line.append(picture, Object.assign(document.createElement('span'), { textContent: item.originalName ?? item.name }));
    } else {
      line.append(Object.assign(document.createElement('span'), { textContent: item.title }),
        Object.assign(document.createElement('span'), { className: 'meta', textContent: [kinds[item.folder], item.state === 'Published' ? null : states[item.state]].filter(Boolean).join(' · ') }));
    }
    line.addEventListener('click', () => choose(i));
    line.addEventListener('mousemove', () => mark(i));
    return line;
  }));
  input.setAttribute('aria-expanded', String(found.length > 0));
  status.textContent = found.length > 0 ? editor.page.say('Results', found.length) : editor.page.say('Nothing');
  mark(found.length > 0 ? 0 : -1);
};

const mark = i => {
  active = i;
  [...list.children].forEach((line, place) => line.setAttribute('aria-selected', String(place === i)));
  if (i < 0) { input.removeAttribute('aria-activedescendant'); return; }
  input.setAttribute('aria-activedescendant', `picker_${i}`);
  list.children[i].scrollIntoView({ block: 'nearest' });
};

const choose = i => {
  if (!options[i]) return;
  const item = options[i], { done, editor } = open;
  open.chosen = true;
  dialog.close();
  done({ ...item, alt: typeof item.alt === 'object' && item.alt ? item.alt[editor.culture] : item.alt });
};

input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(find, 200); });
input.addEventListener('keydown', event => {
  const last = options.length - 1;
  const next = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
  if (next !== undefined && last >= 0) { event.preventDefault(); mark(next); }
  else if (event.key === 'Enter') { event.preventDefault(); choose(active); }
  // Not first to empty the field, as browsers do.
  else if (event.key === 'Escape') { event.preventDefault(); dialog.close(); }
});
file.addEventListener('change', () => {
  const files = [...file.files], { upload: take } = open;
  file.value = '';
  open.chosen = true;
  dialog.close();
  take?.(files);
});
dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  asked?.abort();
  clearTimeout(timer);
  if (!open.chosen) open.editor.area.focus();
});

/** Opens the window; `done` gets what was chosen, `take` the files to upload. */
export function openPicker(kind, editor, done, take) {
  open = { kind, editor, done, upload: take, chosen: false };
  document.getElementById('picker_title').textContent = kind === 'image' ? words.image : words.page;
  upload.hidden = kind !== 'image';
  input.value = '';
  list.classList.toggle('pictures', kind === 'image');
  show([]);
  status.textContent = '';
  dialog.showModal();
  input.focus();
  find();
}
