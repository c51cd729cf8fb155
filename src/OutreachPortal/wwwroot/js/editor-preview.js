// The whole form in the site's own look, in a window within the page.
export function makePreview({ form }) {
  const dialog = document.getElementById('preview-dialog');
  const stage = dialog.querySelector('.preview-stage');
  const frame = dialog.querySelector('iframe');
  const widths = [...dialog.querySelectorAll('button[data-width]')];
  let opener;

  const setWidth = width => {
    stage.dataset.width = width;
    widths.forEach(button => button.setAttribute('aria-pressed', String(button.dataset.width === width)));
  };
  setWidth(localStorage.getItem('editor-width') === 'phone' ? 'phone' : 'desktop');
  widths.forEach(button => button.addEventListener('click', () => {
    setWidth(button.dataset.width);
    localStorage.setItem('editor-width', button.dataset.width);
  }));

  for (const button of form.querySelectorAll('button[data-preview]')) {
    button.addEventListener('click', event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      // The button's own target is a new tab, for browsers without scripts.
      button.formTarget = frame.name;
      opener = button;
      dialog.showModal();
    });
  }

  frame.addEventListener('load', () => {
    // Links lead to pages that show in no frame.
    const links = frame.contentDocument?.querySelectorAll('a[href]:not([href^="#"])') ?? [];
    for (const link of links) { link.target = '_blank'; link.rel = 'noopener'; }
  });
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    frame.contentWindow.location.replace('about:blank');
    opener?.focus();
  });
}
