// Asks the browser for a passkey, or to make one, and sends its answer with the form that the page holds. Where the browser knows none, the form stays hidden.
const knows = window.PublicKeyCredential?.parseRequestOptionsFromJSON && PublicKeyCredential.parseCreationOptionsFromJSON;
for (const form of knows ? document.querySelectorAll('form[data-passkey]') : []) {
  const wrong = form.querySelector('[role=alert]');
  const button = form.querySelector('button');
  form.hidden = false;
  document.querySelector('[data-passkey-missing]')?.remove();
  form.addEventListener('submit', async event => {
    event.preventDefault();
    // A passkey is made before the server reads the form: what it would refuse is said first.
    if (!form.reportValidity()) return;
    wrong.hidden = true;
    button.disabled = true;
    try {
      const asked = await fetch(form.dataset.options, {
        method: 'POST',
        headers: { 'X-Requested-With': 'fetch' },
        body: new URLSearchParams({ __RequestVerificationToken: form.elements.__RequestVerificationToken.value }),
      });
      if (asked.status === 401) {
        location.reload();
        return;
      }
      if (!asked.ok) throw new Error(asked.statusText);
      const options = await asked.json();
      const answer = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.Answer.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      wrong.textContent = error.name === 'InvalidStateError' && form.dataset.known || form.dataset.failed;
      wrong.hidden = false;
      button.disabled = false;
    }
  });
}
