// The editor's page. Without this file it is a plain form that saves and previews.
import { keepCopies } from './editor-copies.js';
import { watchPresence } from './editor-presence.js';
import { makeMarkdown } from './editor-markdown.js';
import { makePreview } from './editor-preview.js';
import { slug } from './editor-slug.js';

const form = document.getElementById('editor');
const words = JSON.parse(form.dataset.words);
const say = (key, ...parts) => parts.reduce((text, part, i) => text.replaceAll(`{${i}}`, () => part), words[key]);
const page = {
  form,
  say,
  get token() { return form.elements.__RequestVerificationToken.value; },
  /** Asks the server as a script: whoever is signed out is told so, and not sent elsewhere. */
  ask(address, options = {}) {
    return fetch(address, {
      credentials: 'same-origin', redirect: 'manual', ...options,
      headers: { 'X-Requested-With': 'fetch', RequestVerificationToken: page.token, ...options.headers },
    });
  },
};

// Which languages are shown is remembered in this browser; after a refusal all of them are, so that no complaint is hidden.
const views = [...document.querySelectorAll('input[name="view"]')];
const remembered = localStorage.getItem('editor-view');
if (!new URLSearchParams(location.search).has('show') && !document.getElementById('problems')) {
  const view = views.find(radio => radio.value === remembered);
  if (view) view.checked = true;
}
views.forEach(radio => radio.addEventListener('change', () => localStorage.setItem('editor-view', radio.value)));

// The address that a title will give stands in the empty field.
for (const title of form.querySelectorAll('input[name$=".Title"]')) {
  const target = form.elements[title.name.replace('.Title', '.Slug')];
  title.addEventListener('input', () => { target.placeholder = slug(title.value); });
}

// How much of a limit is used. Said aloud only once it is passed.
for (const field of form.querySelectorAll('[data-limit]')) {
  const limit = Number(field.dataset.limit);
  const counter = document.createElement('span');
  const warning = document.createElement('span');
  counter.className = 'counter';
  counter.setAttribute('aria-hidden', 'true');
  warning.className = 'vh';
  warning.setAttribute('role', 'status');
  const count = () => {
    const length = field.value.replaceAll('\n', '\r\n').trim().length, over = length - limit;
    counter.textContent = say('Words', length, limit);
    counter.classList.toggle('over', over > 0);
    counter.hidden = field.tagName === 'INPUT' && length < limit * 0.75;
    const text = over > 0 ? say('TooLong', over) : '';
    if (warning.textContent !== text) warning.textContent = text;
  };
  field.after(counter, warning);
  field.addEventListener('input', count);
  count();
}

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 's') {
    event.preventDefault();
    form.requestSubmit(document.getElementById('save'));
  }
});

const problems = document.getElementById('problems');
if (problems) problems.focus();

makeMarkdown(page);
makePreview(page);
keepCopies(page);
watchPresence(page);
