// Two people in one item are told of each other.
const every = 10_000;

export function watchPresence({ form, ask, say, token }) {
  if (form.dataset.isNew) return;
  const address = form.dataset.address + '/presence';
  const list = document.getElementById('presence');
  // The page of a conflict has named the other already: there one only goes on being here.
  let shown = list?.textContent.trim();

  const enter = async () => {
    if (document.visibilityState === 'hidden') return;
    try {
      const answer = await ask(address, { method: 'POST' });
      if (!answer.ok || !list) return;
      const { others } = await answer.json();
      const text = others.join(' ');
      // Only what is new is written, so that nothing is said twice.
      if (text !== shown) {
        shown = text;
        list.replaceChildren(...others.map(sentence => Object.assign(document.createElement('li'), { textContent: sentence })));
      }
    } catch {
      // The status line says that there is no connection.
    }
  };
  enter();
  setInterval(enter, every);
  document.addEventListener('visibilitychange', enter);
  addEventListener('pagehide', () => {
    const body = new FormData();
    body.append('__RequestVerificationToken', form.elements.__RequestVerificationToken.value);
    navigator.sendBeacon(address + '/leave', body);
  });
}
