// Images that are pasted or dropped go to the portal; a placeholder holds their place meanwhile.
import { replace } from './editor-markdown.js';

let count = 0;

export async function takeFiles(editor, files) {
  for (const file of files) await takeFile(editor, file);
}

async function takeFile(editor, file) {
  const { area, page: { ask, say } } = editor;
  const name = (file.name || 'image').replace(/[[\]()\r\n]/g, '').slice(0, 60);
  const placeholder = `![${say('Uploading', name)} (${++count})]()`;
  const start = area.selectionStart;
  replace(area, start, area.selectionEnd, placeholder);
  const swap = text => {
    const at = area.value.indexOf(placeholder);
    if (at < 0) return -1;
    const { selectionStart, selectionEnd } = area, focused = document.activeElement;
    const shift = place => place <= at ? place : place >= at + placeholder.length ? place + text.length - placeholder.length : at + text.length;
    replace(area, at, at + placeholder.length, text);
    area.setSelectionRange(shift(selectionStart), shift(selectionEnd));
    // Whoever writes in another field by now goes on there.
    if (focused !== area && focused instanceof HTMLElement) focused.focus();
    return at;
  };

  try {
    const body = new FormData();
    body.append('file', file, file.name || 'image.png');
    const answer = await ask('/admin/media', { method: 'POST', body });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok || !said.address) {
      const errors = said.errors ? Object.values(said.errors).flat().join(' ') : null;
      const reason = answer.type === 'opaqueredirect' || answer.status === 401 ? say('SignedOut') : errors || said.detail || said.title || said.message || say('NoAnswer');
      throw new Error(reason);
    }
    const alt = (said.alt?.[editor.culture] ?? '').replace(/[[\]]/g, '\\$&').replaceAll('\n', ' ');
    if (swap(`![${alt}](${said.address})`) < 0) editor.complain(say('UploadGone', name));
    else if (!alt && !said.isDecorative) editor.tell(say('Inserted'));
  } catch (error) {
    swap('');
    editor.complain(say('UploadFailed', name, error instanceof TypeError ? say('NoConnection') : error.message));
  }
}
