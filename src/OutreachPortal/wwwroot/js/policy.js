// A policy's page: prints, copies the citation, and marks in the contents where the reader is. All of it can be read without.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const text = document.getElementById(button.dataset.copy);
  const status = button.closest('section').querySelector('[role=status]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    // Where the clipboard is closed to scripts the text is selected, to be copied by hand.
    getSelection().selectAllChildren(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      if (!document.execCommand('copy')) {
        return;
      }
    }
    status.textContent = button.textContent = button.dataset.copied;
  });
}

const contents = document.querySelector('nav.contents');
const links = new Map();
for (const link of contents?.querySelectorAll('a[href^="#"]') ?? []) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) {
    links.set(heading, link);
  }
}

if (links.size > 0) {
  let marked;
  let isDue = false;
  const mark = () => {
    isDue = false;
    // The last heading that has come up to the upper third of the window.
    let found;
    for (const [heading, link] of links) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) {
        break;
      }
      found = link;
    }
    if (found === marked) {
      return;
    }
    marked?.removeAttribute('aria-current');
    marked = found;
    if (marked) {
      marked.setAttribute('aria-current', 'true');
      // The list scrolls by itself where it is longer than the window; the page does not move.
      const [list, item] = [contents.getBoundingClientRect(), marked.getBoundingClientRect()];
      if (item.top < list.top || item.bottom > list.bottom) {
        contents.scrollTop += item.top - list.top - list.height / 2;
      }
    }
  };
  addEventListener('scroll', () => {
    if (!isDue) {
      isDue = true;
      requestAnimationFrame(mark);
    }
  }, { passive: true });
  mark();
}
