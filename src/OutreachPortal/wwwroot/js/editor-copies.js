// Nothing typed is lost: the form goes to the server as a working copy shortly after each change and on leaving, and stays in
// this browser until the server has it.
const pause = 2000;
const retryEvery = 10_000;
const keepaliveLimit = 60_000;
const prefix = 'portal-copy:';

export function keepCopies({ form, ask, say }) {
  const address = form.dataset.address + '/working-copy';
  const status = document.getElementById('status');
  const { WorkingCopy: copy, Tab: tab, Turn: turn, CopySeen: seen } = form.elements;
  const place = `${prefix}${form.dataset.user}:${form.dataset.address}:`;
  // The browser's clock may be wrong; the server's is what the page shows.
  const drift = Number(form.dataset.now) - Date.now();
  const now = () => Date.now() + drift;
  const clock = at => new Date(at).toLocaleTimeString(form.dataset.locale, { hour: '2-digit', minute: '2-digit', timeZone: form.dataset.zone });
  const moment = at => new Date(at).toLocaleString(form.dataset.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: form.dataset.zone });
  const bookkeeping = new Set(['__RequestVerificationToken', 'WorkingCopy', 'Tab', 'Turn', 'CopySeen']);

  const fields = () => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !bookkeeping.has(name));
  const asText = () => JSON.stringify(fields());

  tab.value ||= crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  const opened = asText();
  // A form that was refused is shown as it was typed, and is kept by nobody yet; nor is what was typed before this script came.
  const isTyped = Boolean(form.dataset.isTyped) || [...form.elements].some(element => !bookkeeping.has(element.name) && (element.type === 'checkbox'
    ? element.checked !== element.defaultChecked
    : (element.tagName === 'TEXTAREA' || element.type === 'text') && element.value.replaceAll('\r', '') !== element.defaultValue.replaceAll('\r', '')));
  // An empty form that was refused is nothing to keep.
  const isEmpty = Boolean(form.dataset.isNew) && ![...form.elements].some(element => !bookkeeping.has(element.name) && element.form === form && element.type !== 'hidden'
    && (element.tagName === 'TEXTAREA' || (element.tagName === 'INPUT' && !['checkbox', 'radio', 'file'].includes(element.type))) && element.value.trim() !== '');
  let kept = isTyped && !isEmpty ? '' : opened, timer, busy = null, again = false, leaving = false, tooLong = false, failedAt = null, isAway = false;

  // ---- this browser

  const local = () => place + copy.value;
  const keepHere = text => {
    try {
      localStorage.setItem(local(), JSON.stringify({ at: now(), seen: seen.value, base: form.elements.BaseRevision.value, fields: JSON.parse(text) }));
    } catch {
      // Full or forbidden: the server has to do.
    }
  };
  const forgetHere = key => { try { localStorage.removeItem(key ?? local()); } catch { /* nothing was there */ } };

  const restore = (saved, key) => {
    // It goes on with the server's copy of the same text, which would otherwise be found again after all is saved.
    if (!form.dataset.copyAt) {
      copy.value = key.slice(place.length);
      seen.value = saved.seen ?? '';
    }
    const byName = new Map();
    for (const [name, value] of saved.fields) byName.set(name, [...(byName.get(name) ?? []), value]);
    for (const element of form.elements) {
      if (!element.name || bookkeeping.has(element.name) || element.name === 'BaseRevision' || element.type === 'file') continue;
      const values = byName.get(element.name) ?? [];
      if (element.type === 'checkbox' || element.type === 'radio') element.checked = values.includes(element.value);
      else if (element.multiple) for (const option of element.options) option.selected = values.includes(option.value);
      else if (values.length > 0) element.value = values.shift();
    }
    form.elements.BaseRevision.value = saved.base;
    form.dispatchEvent(new Event('input', { bubbles: true }));
    for (const field of form.querySelectorAll('textarea, input')) field.dispatchEvent(new Event('input'));
  };

  const offer = () => {
    if (form.dataset.savedCopy) forgetHere(place + form.dataset.savedCopy);
    // A new item gets its address when it is first saved: what it was kept under before is then of no use.
    if (form.dataset.savedCopy) forgetHere(`${prefix}${form.dataset.user}:${form.dataset.address.replace(/[^/]+$/, 'new')}:${form.dataset.savedCopy}`);
    const shownAt = Number(form.dataset.copyAt || form.dataset.changedAt || 0);
    const found = [];
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (!key.startsWith(place)) continue;
      try {
        const saved = JSON.parse(localStorage.getItem(key));
        if (JSON.stringify(saved.fields) === opened || saved.at <= shownAt) forgetHere(key);
        else found.push({ key, saved });
      } catch {
        forgetHere(key);
      }
    }
    const box = document.getElementById('local-copy');
    // Where two versions are compared already, a third is not offered.
    if (found.length === 0 || !box) return;
    for (const { key, saved } of found.sort((a, b) => b.saved.at - a.saved.at)) {
      const line = document.createElement('div');
      const title = saved.fields.find(([name, value]) => name.endsWith('.Title') && value.trim())?.[1] ?? '';
      const text = Object.assign(document.createElement('p'), { textContent: shownAt ? say('Local', moment(saved.at), moment(shownAt)) : say('LocalNew', moment(saved.at), title.slice(0, 120)) });
      const yes = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: say('Restore') });
      const no = Object.assign(document.createElement('button'), { type: 'button', className: 'btn quiet', textContent: say('Forget') });
      const actions = Object.assign(document.createElement('p'), { className: 'actions' });
      const done = () => { line.remove(); box.hidden = box.childElementCount === 0; };
      yes.addEventListener('click', () => { restore(saved, key); forgetHere(key); done(); changed(); form.querySelector('input[name$=".Title"]').focus(); });
      no.addEventListener('click', () => { forgetHere(key); done(); });
      actions.append(yes, no);
      line.append(text, actions);
      box.append(line);
    }
    box.hidden = false;
  };

  // ---- the server

  const tell = (text, link) => {
    if (status.dataset.text === text) return;
    status.dataset.text = text;
    status.textContent = text + (link ? ' ' : '');
    if (link) status.append(link);
    status.classList.toggle('trouble', failedAt !== null);
  };
  const signIn = () => Object.assign(document.createElement('a'), { href: '/account/sign-in', target: '_blank', rel: 'noopener', textContent: say('SignIn') });
  const fail = (why, link) => {
    failedAt ??= now();
    tell(say('NotKept', clock(failedAt), say(why)), link);
  };

  const send = async (options = {}) => {
    const text = asText();
    if (text === kept || tooLong) return;
    if (busy) { again = true; return; }
    turn.value = String(Number(turn.value) + 1);
    const body = new FormData(form);
    busy = new AbortController();
    try {
      const answer = await ask(address, { method: 'POST', body, signal: busy.signal, ...options });
      if (answer.ok) {
        const known = await answer.json();
        const before = local();
        copy.value = known.id;
        seen.value = known.seen;
        for (const other of document.querySelectorAll('[data-discards] input[name="WorkingCopy"]')) other.value = known.id;
        kept = text;
        failedAt = null;
        isAway = false;
        forgetHere(before);
        if (asText() === kept) tell(say('Kept', known.time));
        else again = true;
      } else if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) fail('SignedOut', signIn());
      else if (answer.status === 413) { tooLong = true; fail('TooLarge'); }
      else if (answer.status === 400) fail('Refused');
      else fail('ServerAway');
    } catch (error) {
      if (error.name !== 'AbortError') {
        isAway = true;
        fail(navigator.onLine ? 'ServerAway' : 'NoConnection');
      }
    } finally {
      busy = null;
    }
    if (again && failedAt === null) { again = false; later(); }
  };

  const later = () => { clearTimeout(timer); timer = setTimeout(send, pause); };
  let localTimer;
  const changed = () => {
    tooLong = false;
    clearTimeout(localTimer);
    localTimer = setTimeout(() => { const text = asText(); if (text !== kept && !leaving) keepHere(text); }, 250);
    later();
  };

  const flush = () => {
    const text = asText();
    if (leaving || text === kept) return;
    keepHere(text);
    clearTimeout(timer);
    // A page that is closed may still send a little; what is longer stays in the browser, and mostly arrives.
    send({ keepalive: text.length * 2 < keepaliveLimit });
  };

  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', event => {
    if (event.submitter?.dataset.preview || event.submitter?.formTarget === 'preview-frame' || event.submitter?.formTarget === '_blank') return;
    keepHere(asText());
    if (isAway) {
      // A save now would end on the browser's page of errors: once the server answers again, it is made.
      event.preventDefault();
      const { submitter } = event;
      kept = '';
      send().then(() => { if (!isAway) form.requestSubmit(submitter); });
      return;
    }
    // The save takes all with it; a copy that came later would only be found again.
    leaving = true;
    clearTimeout(timer);
    busy?.abort();
  });
  for (const discard of document.querySelectorAll('[data-discards]')) {
    discard.addEventListener('submit', () => { leaving = true; clearTimeout(timer); busy?.abort(); forgetHere(); });
  }
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') flush(); else if (failedAt !== null) send(); });
  addEventListener('pagehide', flush);
  addEventListener('pageshow', event => { if (event.persisted) leaving = false; });
  addEventListener('online', () => send());
  addEventListener('offline', () => { if (asText() !== kept) fail('NoConnection'); });
  setInterval(() => { if (failedAt !== null && !leaving) send(); }, retryEvery);
  addEventListener('beforeunload', event => {
    // Asked only where the text would be nowhere but here.
    if (!leaving && failedAt !== null && asText() !== kept && !localStorage.getItem(local())) event.preventDefault();
  });

  offer();
  if (isTyped && !isEmpty) changed();
}
