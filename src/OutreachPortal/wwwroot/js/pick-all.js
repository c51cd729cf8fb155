// One box that picks all of the list. Without script each is picked by itself.
for (const all of document.querySelectorAll('[data-pick-all]')) {
  const boxes = [...all.form.querySelectorAll('input[name=id]')];
  const show = () => {
    const picked = boxes.filter(box => box.checked).length;
    all.checked = picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  };
  all.closest('label').hidden = boxes.length < 2;
  all.addEventListener('change', () => boxes.forEach(box => { box.checked = all.checked; }));
  all.form.addEventListener('change', show);
  show();
}
