// Makes the fields of a form easier; without it they all work. Words come from the script's own data attributes.
(() => {
  'use strict';
  const words = document.currentScript.dataset;
  const say = (word, ...parts) => words[word].replace(/\{(\d)\}/g, (_, i) => parts[i]);
  const make = (tag, properties = {}, attributes = {}) => {
    const element = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const touch = element => element.dispatchEvent(new Event('input', { bubbles: true }));
  const later = (work, milliseconds) => { let timer; return (...all) => { clearTimeout(timer); timer = setTimeout(() => work(...all), milliseconds); }; };
  const spoken = document.body.appendChild(make('p', { className: 'vh' }, { role: 'status' }));
  const speak = sentence => { spoken.textContent = ''; setTimeout(() => { spoken.textContent = sentence; }, 50); };
  const ask = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { ...options.headers, 'X-Requested-With': 'fetch', Accept: 'application/json' } });
    if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { answer });
    return answer.json();
  };

  // ---- How much of a text there may be
  const count = input => {
    const most = Number(input.dataset.max);
    const length = input.value.length;
    let note = input.parentElement.querySelector(':scope > .form-count');
    if (length <= most * 0.8) { note?.remove(); return; }
    if (!note) { note = make('p', { className: 'form-count' }); input.after(note); }
    note.classList.toggle('long', length > most);
    note.textContent = say(length > most ? 'long' : 'length', length, most);
  };
  document.addEventListener('input', e => { if (e.target.dataset?.max) count(e.target); });

  // ---- Many choices: the ones chosen in a line, and a field that narrows the list
  const choices = details => {
    const summary = details.querySelector('summary span');
    const options = [...details.querySelectorAll('.form-check')];
    details.addEventListener('change', () => {
      const chosen = options.filter(option => option.querySelector('input').checked).map(option => option.textContent.trim());
      summary.textContent = chosen.join(', ') || words.none;
    });
    if (options.length <= 20) return;
    const label = make('label', { className: 'form-filter', textContent: words.filter });
    const filter = label.appendChild(make('input', { className: 'input', type: 'search' }, { autocomplete: 'off' }));
    details.querySelector('summary').after(label);
    const fold = text => text.toLocaleLowerCase(document.documentElement.lang).normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');
    filter.addEventListener('input', e => {
      e.stopPropagation();
      for (const option of options) option.hidden = !fold(option.textContent).includes(fold(filter.value.trim()));
    });
    filter.addEventListener('keydown', e => { if (e.key === 'Enter') e.preventDefault(); });
  };

  // ---- Another item, by what it is called
  const pick = box => {
    if (box.dataset.ready) return;
    box.dataset.ready = 'yes';
    const input = box.querySelector('input');
    const list = make('ul', { className: 'form-list', hidden: true }, { role: 'listbox' });
    input.after(list);
    const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    list.setAttribute('aria-label', label?.textContent.trim() ?? '');
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false' })) input.setAttribute(name, value);
    let found = [];
    let at = -1;
    let asked = 0;
    const close = () => { asked++; list.hidden = true; at = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
    const mark = place => {
      at = place;
      [...list.children].forEach((entry, i) => {
        entry.setAttribute('aria-selected', String(i === at));
        if (i === at) { input.setAttribute('aria-activedescendant', entry.id); entry.scrollIntoView({ block: 'nearest' }); }
      });
    };
    const show = (title, address) => {
      let shown = box.querySelector('.form-shown');
      if (!title) { shown?.remove(); return; }
      if (!shown) { shown = make('p', { className: 'form-shown' }); list.after(shown); }
      shown.replaceChildren(address ? make('a', { textContent: title, href: address }) : make('span', { textContent: title }));
    };
    const choose = place => {
      const item = found[place];
      input.value = box.dataset.pick ? item.key : item.reference ?? `${item.folder}/${item.key}`;
      input.removeAttribute('aria-invalid');
      box.querySelector('.form-error')?.remove();
      close();
      show(item.title, item.address);
      speak(item.title);
      touch(box);
    };
    const look = later(async () => {
      const text = input.value.trim();
      if (text.length < 2 || document.activeElement !== input) { close(); return; }
      const mine = ++asked;
      try {
        const answer = await ask(`/admin/pick?kind=${encodeURIComponent(box.dataset.pick)}&q=${encodeURIComponent(text)}`);
        if (mine !== asked) return;
        found = answer;
      } catch {
        if (mine === asked) close();
        return;
      }
      list.replaceChildren(...found.map((item, i) => {
        const entry = make('li', { id: `${input.id}_option_${i}`, textContent: item.title }, { role: 'option', 'aria-selected': 'false' });
        entry.append(' ', make('small', { textContent: item.reference ?? item.key }));
        entry.addEventListener('pointerdown', e => { e.preventDefault(); choose(i); });
        return entry;
      }));
      list.id = `${input.id}_list`;
      input.setAttribute('aria-controls', list.id);
      list.hidden = found.length === 0;
      at = -1;
      input.setAttribute('aria-expanded', String(found.length > 0));
      speak(found.length > 0 ? say('found', found.length) : words.nothing);
    }, 200);
    input.addEventListener('input', e => { if (e.target === input && e.isTrusted) { show(null); look(); } });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', e => {
      if (e.key === 'ArrowDown' && list.hidden) { look(); return; }
      if (list.hidden) return;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); mark((at + (e.key === 'ArrowDown' ? 1 : found.length - 1 + (at < 0 ? 1 : 0))) % found.length); }
      else if (e.key === 'Enter' && at >= 0) { e.preventDefault(); choose(at); }
      else if (e.key === 'Escape') { e.stopPropagation(); close(); }
    });
  };

  // ---- A file of the library
  const media = box => {
    if (box.dataset.ready) return;
    box.dataset.ready = 'yes';
    const input = box.querySelector('input') ?? document.getElementById(box.dataset.of);
    const isImage = box.dataset.media === 'image';
    const tools = make('div', { className: 'form-row-tools actions' });
    const upload = make('input', { type: 'file', hidden: true, accept: isImage ? 'image/png,image/jpeg,image/webp,image/avif,image/gif' : 'application/pdf' });
    const note = make('p', { className: 'form-help' }, { role: 'status' });
    const put = file => {
      input.value = file.name;
      input.removeAttribute('aria-invalid');
      box.querySelector('.form-preview, a.form-shown')?.remove();
      if (isImage) box.prepend(make('img', { className: 'form-preview', src: file.address, alt: '' }));
      note.textContent = '';
      touch(input);
    };
    const send = async file => {
      note.textContent = words.uploading;
      const body = new FormData();
      body.append('file', file);
      body.append('__RequestVerificationToken', box.closest('form').querySelector('[name=__RequestVerificationToken]')?.value ?? '');
      try {
        put(await ask('/admin/media', { method: 'POST', body }));
      } catch (fault) {
        const said = await fault.answer?.json().catch(() => null);
        note.textContent = said?.detail ?? said?.title ?? words.failed;
      }
    };
    const open = () => {
      const dialog = make('dialog', { className: 'form-dialog' }, { 'aria-label': words.choose });
      const head = dialog.appendChild(make('div', { className: 'dialog-head' }));
      head.append(make('h2', { textContent: words.choose }));
      const shut = head.appendChild(make('button', { type: 'button', className: 'btn quiet', textContent: words.close }));
      const label = dialog.appendChild(make('label', { textContent: words.search }));
      const search = label.appendChild(make('input', { className: 'input', type: 'search' }, { autocomplete: 'off' }));
      const files = dialog.appendChild(make('ul', { className: 'form-files' }));
      const fill = async () => {
        let found = null;
        try { found = await ask(`/admin/media/pick?q=${encodeURIComponent(search.value.trim())}`); } catch { found = null; }
        const fitting = (found ?? []).filter(file => /\.pdf$/i.test(file.name) !== isImage);
        files.replaceChildren(...fitting.map(file => {
          const entry = make('li');
          const button = entry.appendChild(make('button', { type: 'button' }));
          if (isImage) button.append(make('img', { src: file.address, alt: '', loading: 'lazy' }));
          button.append(file.original ?? file.originalName ?? file.name);
          button.addEventListener('click', () => { put(file); dialog.close(); });
          return entry;
        }));
        if (fitting.length === 0) files.append(make('li', { textContent: found ? words.nothing : words.failed }));
      };
      search.addEventListener('input', later(fill, 250));
      shut.addEventListener('click', () => dialog.close());
      dialog.addEventListener('close', () => { dialog.remove(); library.focus(); });
      document.body.append(dialog);
      dialog.showModal();
      fill();
    };
    const library = make('button', { type: 'button', className: 'form-tool', textContent: words.choose });
    library.addEventListener('click', open);
    const own = make('button', { type: 'button', className: 'form-tool', textContent: words.upload });
    own.addEventListener('click', () => upload.click());
    upload.addEventListener('change', e => { e.stopPropagation(); if (upload.files[0]) send(upload.files[0]); upload.value = ''; });
    box.addEventListener('dragover', e => { if (e.dataTransfer.types.includes('Files')) e.preventDefault(); });
    box.addEventListener('drop', e => { if (e.dataTransfer.files[0]) { e.preventDefault(); send(e.dataTransfer.files[0]); } });
    tools.append(library, own);
    box.append(tools, upload, note);
  };

  // ---- Rows that are added, moved and removed
  const signs = {
    up: 'M5 11l5-5 5 5', down: 'M5 9l5 5 5-5', remove: 'M5 5l10 10M15 5L5 15',
  };
  const tool = name => {
    const button = make('button', { type: 'button', className: 'form-tool', title: words[name] }, { 'data-tool': name });
    button.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${signs[name]}"/></svg>`;
    return button;
  };
  const rows = set => {
    const list = set.querySelector('.form-rows');
    const name = set.dataset.rows;
    const word = set.dataset.row;
    const all = () => [...list.children];
    const typed = row => [...row.querySelectorAll('input, textarea, select')].some(field => !['checkbox', 'radio'].includes(field.type) && field.value.trim() !== '');
    const fresh = list.lastElementChild.cloneNode(true);
    for (const row of all()) if (!typed(row) && !row.querySelector('.form-error')) row.remove();

    const number = () => {
      const count = list.children.length;
      const old = new RegExp(`^${name}([_\\[])\\d+([_\\]])`);
      all().forEach((row, i) => {
        for (const element of row.querySelectorAll('*')) {
          for (const attribute of ['id', 'name', 'for', 'aria-describedby', 'aria-controls', 'aria-activedescendant']) {
            const value = element.getAttribute(attribute);
            if (value) element.setAttribute(attribute, value.split(' ').map(part => part.replace(old, `${name}$1${i}$2`)).join(' '));
          }
        }
        const heading = row.querySelector('.form-row-name span');
        if (heading) heading.textContent = i + 1;
        const label = row.querySelector(':scope > label.vh');
        if (label) label.textContent = `${word} ${i + 1}`;
        for (const button of row.querySelectorAll('[data-tool]')) {
          button.setAttribute('aria-label', `${words[button.dataset.tool]}: ${word} ${i + 1}`);
          button.disabled = (button.dataset.tool === 'up' && i === 0) || (button.dataset.tool === 'down' && i === count - 1);
        }
      });
    };
    const equip = row => {
      row.querySelector('.form-remove')?.remove();
      const tools = make('div', { className: 'form-row-tools' });
      tools.append(tool('up'), tool('down'), tool('remove'));
      (row.querySelector(':scope > fieldset') ?? row).append(tools);
      row.querySelectorAll('[data-pick]').forEach(pick);
    };
    const add = make('button', { type: 'button', className: 'form-tool form-add', textContent: `${words.add}: ${word}` });
    list.after(add);
    add.addEventListener('click', () => {
      const row = fresh.cloneNode(true);
      list.append(row);
      equip(row);
      number();
      row.querySelector('input, textarea, select').focus();
      speak(say('added', `${word} ${list.children.length}`));
    });
    list.addEventListener('click', e => {
      const button = e.target.closest('[data-tool]');
      if (!button) return;
      const row = button.closest('.form-row');
      const place = all().indexOf(row);
      if (button.dataset.tool === 'remove') {
        row.remove();
        number();
        (all()[Math.min(place, list.children.length - 1)]?.querySelector('[data-tool=remove]') ?? add).focus();
        speak(say('removed', `${word} ${place + 1}`));
      } else {
        if (button.dataset.tool === 'up') row.previousElementSibling.before(row);
        else row.nextElementSibling.after(row);
        number();
        (button.disabled ? row.querySelector('[data-tool]:not(:disabled)') : button).focus();
        speak(say('moved', all().indexOf(row) + 1));
      }
      touch(set);
    });
    all().forEach(equip);
    number();
  };

  document.querySelectorAll('[data-rows]').forEach(rows);
  document.querySelectorAll('[data-pick]').forEach(pick);
  document.querySelectorAll('[data-media]').forEach(media);
  document.querySelectorAll('[data-filter]').forEach(choices);
  document.querySelectorAll('[data-max]').forEach(count);
})();
