// A Markdown editor around a plain text area: toolbar, shortcuts, lists that go on, links and images that are pasted, live preview.
// Every change goes through the browser's own editing, so that its undo takes it back.
import { openPicker } from './editor-picker.js';
import { takeFiles } from './editor-upload.js';

/** Replaces a part of the text as if it had been typed, and selects what is said. */
export function replace(area, start, end, text, selectFrom = text.length, selectTo = selectFrom) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text === '' ? start === end || document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (!done) {
    area.setRangeText(text, start, end, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  area.setSelectionRange(start + selectFrom, start + selectTo);
}

const address = /^(?:https?:\/\/[^\s<>]+|mailto:[^\s<>]+)$/i;
const lineStart = (area, at = area.selectionStart) => area.value.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (area, at = area.selectionEnd) => { const end = area.value.indexOf('\n', at); return end < 0 ? area.value.length : end; };
const destination = url => /[()\s]/.test(url) ? `<${url}>` : url;

/** Puts marks around the selection, or takes them away. */
function surround(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const text = value.slice(start, end), size = mark.length;
  // One star within two is bold, and not italic.
  const isOutside = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark
    && (size > 1 || value[start - size - 1] !== mark || value[end + size] !== mark || value.slice(start - 3, start) === mark.repeat(3));
  if (isOutside) replace(area, start - size, end + size, text, 0, text.length);
  else if (text.length > 2 * size && text.startsWith(mark) && text.endsWith(mark) && (size > 1 || text[1] !== mark)) replace(area, start, end, text.slice(size, -size), 0, text.length - 2 * size);
  else {
    const [, before, inner, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
    replace(area, start, end, before + mark + inner + mark + after, before.length + size, before.length + size + inner.length);
  }
}

/** Begins each line of the selection with a mark, or takes it away when all have it. */
function prefixLines(area, pattern, mark) {
  const start = lineStart(area), end = lineEnd(area, Math.max(area.selectionStart, area.selectionEnd));
  const lines = area.value.slice(start, end).split('\n');
  const all = lines.every(line => line.trim() === '' || pattern.test(line)) && lines.some(line => line.trim());
  let number = 0;
  const text = lines.map(line => all ? line.replace(pattern, '') : line.trim() === '' && lines.length > 1 ? line : mark(++number) + line.replace(/^(?:[-*+]|\d{1,9}[.)]) /, '')).join('\n');
  replace(area, start, end, text, lines.length > 1 ? 0 : text.length, text.length);
}

/** Sets a block apart by empty lines. */
function block(area, text, from, to) {
  const at = lineEnd(area);
  const before = area.value.slice(0, at), after = area.value.slice(at);
  const lead = before.trim() === '' ? '' : before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const trail = after === '' || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  replace(area, at, at, lead + text + trail, lead.length + from, lead.length + to);
}

/** Whether a part of the text lies in a link, or holds one: links do not stand in links. */
export function touchesLink(text, start, end) {
  const within = text.slice(start, end);
  if (/\]\(|\]\[|https?:\/\/|www\.|<mailto:/i.test(within)) return true;
  const from = Math.max(0, text.lastIndexOf('\n\n', start - 1)), to = text.indexOf('\n\n', end);
  const paragraph = text.slice(from, to < 0 ? text.length : to);
  for (const found of paragraph.matchAll(/!?\[(?:[^[\]]|\[[^\]]*\])*\](?:\((?:<[^>]*>|[^()]*(?:\([^)]*\)[^()]*)*)\)|\[[^\]]*\])|https?:\/\/\S+/g)) {
    const first = from + found.index, last = first + found[0].length;
    if (start < last && end > first) return true;
  }
  return false;
}

export function makeMarkdown(page) {
  for (const area of page.form.querySelectorAll('textarea[data-markdown]')) new Editor(page, area);
}

class Editor {
  constructor(page, area) {
    this.page = page;
    this.area = area;
    this.culture = area.dataset.markdown;
    this.messages = Object.assign(document.createElement('ul'), { className: 'md-messages list' });
    this.status = Object.assign(document.createElement('p'), { className: 'meta md-said' });
    this.status.setAttribute('role', 'status');
    const box = Object.assign(document.createElement('div'), { className: 'md' });
    area.before(box);
    this.bar = document.getElementById('md-toolbar').content.cloneNode(true).querySelector('[role=toolbar]');
    this.bar.setAttribute('aria-controls', area.id);
    this.pane = Object.assign(document.createElement('div'), { className: 'md-preview prose', hidden: true, tabIndex: 0, lang: this.culture });
    this.pane.setAttribute('role', 'region');
    this.pane.setAttribute('aria-label', page.say('ShowPreview'));
    // Above the text, where it is seen: its end is often below the window.
    box.append(this.bar, this.messages, this.status, area, this.pane);
    this.buttons = [...this.bar.querySelectorAll('button')];
    this.buttons.forEach((button, i) => { button.tabIndex = i === 0 ? 0 : -1; });
    this.bar.addEventListener('keydown', event => this.rove(event));
    this.bar.addEventListener('click', event => { const button = event.target.closest('button'); if (button) { this.settle(button); this.act(button.dataset.tool); } });
    // The text keeps its selection while the mouse presses a button.
    this.bar.addEventListener('mousedown', event => event.preventDefault());
    area.addEventListener('keydown', event => this.key(event));
    area.addEventListener('paste', event => this.paste(event));
    area.addEventListener('dragover', event => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
    area.addEventListener('drop', event => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      takeFiles(this, [...event.dataTransfer.files]);
    });
    area.addEventListener('input', () => {
      this.refresh();
      if (!area.value.includes('![](')) this.tell('');
    });
  }

  settle(button) { this.buttons.forEach(other => { other.tabIndex = other === button ? 0 : -1; }); }

  rove(event) {
    const i = this.buttons.indexOf(document.activeElement), last = this.buttons.length - 1;
    const next = { ArrowRight: i === last ? 0 : i + 1, ArrowLeft: i === 0 ? last : i - 1, Home: 0, End: last }[event.key];
    if (i < 0 || next === undefined) return;
    event.preventDefault();
    this.settle(this.buttons[next]);
    this.buttons[next].focus();
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) { this.enter(event); return; }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const tool = event.shiftKey
      ? { KeyH: 'heading', KeyK: 'page', KeyI: 'image', Digit8: 'list', Digit7: 'numbers', Digit9: 'quote' }[event.code]
      : { b: 'bold', i: 'italic', k: 'link' }[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    this.act(tool);
  }

  /** A list goes on with the next line; an empty entry ends it, and leaves the empty line without which the next words would belong to it. */
  enter(event) {
    const { area } = this;
    if (area.selectionStart !== area.selectionEnd) return;
    const start = lineStart(area), before = area.value.slice(start, area.selectionStart);
    const found = /^(\s*)(?:([-*+])|(\d{1,9})([.)])|(>)) (.*)$/.exec(before) ?? /^(\s*)(?:()|()()|(>))()$/.exec(before);
    if (!found || (!found[2] && !found[3] && !found[5])) return;
    event.preventDefault();
    if (found[6].trim() === '' && lineEnd(area) === area.selectionStart) replace(area, start, area.selectionStart, '\n');
    else replace(area, area.selectionStart, area.selectionStart, '\n' + found[1] + (found[2] ?? (found[3] ? Number(found[3]) + 1 + found[4] : '>')) + ' ');
  }

  paste(event) {
    const { area } = this;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (files.length > 0 && !text) {
      event.preventDefault();
      takeFiles(this, files);
      return;
    }
    const { selectionStart: start, selectionEnd: end } = area;
    const selected = area.value.slice(start, end);
    if (start === end || !address.test(text) || selected.trim() === '' || /\n\s*\n|[[\]]/.test(selected) || touchesLink(area.value, start, end)) return;
    event.preventDefault();
    const link = `[${selected}](${destination(text)})`;
    replace(area, start, end, link);
  }

  act(tool) {
    const { area, page: { say } } = this;
    const { selectionStart: start, selectionEnd: end } = area;
    const selected = area.value.slice(start, end);
    switch (tool) {
      case 'bold': surround(area, '**'); break;
      case 'italic': surround(area, '*'); break;
      case 'heading': {
        const from = lineStart(area), to = lineEnd(area), line = area.value.slice(from, to);
        const [, marks, text] = /^(#{0,6}) ?(.*)$/.exec(line.split('\n')[0]);
        const rest = line.slice(line.split('\n')[0].length);
        // Heading, heading below it, and text again.
        const next = marks.length === 0 ? '## ' : marks.length === 2 ? '### ' : '';
        const words = text || (next ? say('HeadingText') : '');
        replace(area, from, to, next + words + rest, next.length, next.length + words.length);
        break;
      }
      case 'link':
        if (address.test(selected)) replace(area, start, end, `[${say('LinkText')}](${destination(selected)})`, 1, 1 + say('LinkText').length);
        else if (selected && touchesLink(area.value, start, end)) area.focus();
        else {
          const words = selected || say('LinkText');
          replace(area, start, end, `[${words}](https://)`, selected ? words.length + 3 : 1, selected ? words.length + 11 : 1 + words.length);
        }
        break;
      case 'page':
        openPicker('page', this, picked => replace(area, start, end, `[${selected.replace(/[[\]]/g, '\\$&') || picked.title.replace(/[[\]]/g, '\\$&')}](${picked.address})`));
        break;
      case 'image':
        openPicker('image', this, picked => {
          if (/\.pdf$/i.test(picked.name)) {
            const name = (selected || picked.originalName || picked.name).replace(/[[\]]/g, '\\$&');
            replace(area, start, end, `[${name}](${picked.address})`, 1, 1 + name.length);
            return;
          }
          const alt = (picked.alt ?? '').replace(/[[\]]/g, '\\$&').replaceAll('\n', ' ');
          replace(area, start, end, `![${alt}](${picked.address})`, 2, 2 + alt.length);
          if (!alt && !picked.isDecorative) this.tell(say('Inserted'));
        }, files => { area.setSelectionRange(start, end); takeFiles(this, files); });
        break;
      case 'list': prefixLines(area, /^[-*+] /, () => '- '); break;
      case 'numbers': prefixLines(area, /^\d{1,9}[.)] /, number => `${number}. `); break;
      case 'quote': prefixLines(area, /^> ?/, () => '> '); break;
      case 'pull-quote': {
        const words = selected.trim() || say('PullQuote'), lines = words.replaceAll('\n', '\n> ');
        const text = `> ${lines}\n> — ${say('Attribution')}`;
        if (selected.trim()) replace(area, start, end, text, text.length - say('Attribution').length, text.length);
        else block(area, text, 2, 2 + words.length);
        break;
      }
      case 'table': {
        const head = `| ${say('Column')} 1 | ${say('Column')} 2 |`, cell = say('Cell');
        block(area, `${head}\n| --- | --- |\n| ${cell} | ${cell} |\n| ${cell} | ${cell} |`, 2, 2 + `${say('Column')} 1`.length);
        break;
      }
      case 'footnote': {
        const taken = new Set([...area.value.matchAll(/\[\^([^\]\s]+)\]/g)].map(match => match[1]));
        let number = 1;
        while (taken.has(String(number))) number++;
        const mark = `[^${number}]`, value = area.value.slice(0, end) + mark + area.value.slice(end), note = say('Footnote');
        const gap = value.endsWith('\n\n') ? '' : value.endsWith('\n') ? '\n' : '\n\n';
        replace(area, end, end, mark);
        const at = area.value.length;
        replace(area, at, at, `${gap}${mark}: ${note}`, gap.length + mark.length + 2, gap.length + mark.length + 2 + note.length);
        break;
      }
      case 'preview': this.toggle(); break;
    }
  }

  /** A sentence that stays until it is heeded. */
  tell(text) { this.status.textContent = text; }

  /** A message that stays until somebody puts it away. */
  complain(text) {
    const line = document.createElement('li');
    line.setAttribute('role', 'alert');
    line.append(Object.assign(document.createElement('span'), { textContent: text }));
    const close = Object.assign(document.createElement('button'), { type: 'button', className: 'link-btn', textContent: this.page.say('Dismiss') });
    close.addEventListener('click', () => { line.remove(); this.area.focus(); });
    line.append(' ', close);
    this.messages.append(line);
  }

  // ---- live preview

  toggle() {
    const button = this.buttons.find(b => b.dataset.tool === 'preview');
    this.pane.hidden = !this.pane.hidden;
    button.setAttribute('aria-pressed', String(!this.pane.hidden));
    if (!this.pane.hidden) this.render();
  }

  refresh() {
    if (this.pane.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.render(), 350);
  }

  async render() {
    const { page, area, pane } = this;
    const body = new FormData();
    body.append('markdown', area.value);
    body.append('culture', this.culture);
    body.append('kind', page.form.dataset.kind);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await page.ask('/admin/preview', { method: 'POST', body, signal: this.asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const made = document.createElement('template');
      made.innerHTML = await answer.text();
      // The page has ids of its own.
      made.content.querySelectorAll('[id]').forEach(element => element.removeAttribute('id'));
      made.content.querySelectorAll('a[href]').forEach(link => {
        if (link.getAttribute('href').startsWith('#')) link.removeAttribute('href');
        else { link.target = '_blank'; link.rel = 'noopener'; }
      });
      if (!made.content.hasChildNodes()) made.content.append(Object.assign(document.createElement('p'), { className: 'meta', textContent: page.say('PreviewEmpty') }));
      pane.replaceChildren(made.content);
    } catch (error) {
      if (error.name !== 'AbortError') pane.replaceChildren(Object.assign(document.createElement('p'), { textContent: page.say('PreviewFailed') }));
    }
  }
}
