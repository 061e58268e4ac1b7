// Keeps a plan as it is typed: in this device at once, on the server two seconds later.
(() => {
  const form = document.querySelector('form[data-plan]');
  if (!form) return;
  const key = 'plan:' + form.dataset.plan;
  const state = form.querySelector('[data-plan-state]');
  const [savedWord, localWord] = form.dataset.planWords.split('|');
  const fields = () => [...form.elements].filter(
    (field) => field.name && !['csrf_token', 'accion'].includes(field.name) && field.type !== 'submit');
  const typed = () => Object.fromEntries(fields()
    .filter((field) => !['radio', 'checkbox'].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]));
  const say = (words) => { state.textContent = words + ' ' + new Date().toTimeString().slice(0, 5); };

  const local = JSON.parse(localStorage.getItem(key) || 'null');
  if (local && local.at > (form.dataset.planSaved || '')) {
    for (const field of fields()) {
      // What the server sent and what stands in the field differ only before anybody typed here.
      const value = local.values[field.name];
      if (['radio', 'checkbox'].includes(field.type)) field.checked = value === field.value;
      else if (value !== undefined) field.value = value;
    }
    say(localWord);
  }

  let timer = null;
  const send = async () => {
    timer = null;
    try {
      const answer = await fetch(form.dataset.planDraft, { method: 'POST', body: new FormData(form) });
      if (!answer.ok) return;
      if (!timer) { localStorage.removeItem(key); say(savedWord); }
    } catch { /* No connection: the copy in this device stays and the next change tries again. */ }
  };
  form.addEventListener('input', () => {
    localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), values: typed() }));
    say(localWord);
    clearTimeout(timer);
    timer = setTimeout(send, 2000);
  });
  addEventListener('online', send);
  form.addEventListener('submit', () => { clearTimeout(timer); localStorage.removeItem(key); });
})();
