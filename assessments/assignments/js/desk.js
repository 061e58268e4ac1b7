// Grading desk: the grade is on the server seconds after it is given, and on this device until it is.
(() => {
  const form = document.querySelector('[data-desk]');
  if (!form) return;
  const key = form.dataset.desk;
  const { lock } = form.elements;
  const said = form.querySelector('[data-saved]');
  const kept = form.querySelector('[data-kept]');
  const hour = () => new Date().toTimeString().slice(0, 5);
  const say = (state, words) => { said.dataset.saved = state; said.textContent = words; };
  const skip = ['csrf_token', 'lock', 'version', 'action'];
  const now = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => !skip.includes(name) && value));
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* no room: the server copy remains */ } };
  let timer = 0;
  let work = null;
  let stopped = false;
  let passing = false;

  const before = read();
  if (before !== null && before !== now()) {
    kept.hidden = false;
    kept.querySelector('[data-drop]').addEventListener('click', () => { keep(null); kept.hidden = true; });
    kept.querySelector('[data-use]').addEventListener('click', () => {
      kept.hidden = true;
      for (const [name, value] of JSON.parse(before)) {
        const field = form.elements[name];
        if (field) field.value = value;
      }
      form.dispatchEvent(new Event('change', { bubbles: true }));
    });
  } else keep(null);

  const save = async () => {
    const sent = now();
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body: new FormData(form), keepalive: true });
      const told = await answer.json();
      if (!answer.ok) {
        stopped = told.code !== 'invalid';
        say('unsaved', 'Sin guardar. ' + told.message);
        return;
      }
      lock.value = told.lock;
      if (now() === sent) { keep(null); say('saved', 'Guardado ' + told.at); }
    } catch {
      timer = setTimeout(push, 15000);
    }
  };
  const push = () => { clearTimeout(timer); if (!stopped) work = (work || Promise.resolve()).then(save); };
  const changed = () => {
    keep(now());
    if (stopped) return;
    say('draft', 'Borrador en este equipo, ' + hour());
    clearTimeout(timer);
    timer = setTimeout(push, 1200);
  };
  form.addEventListener('input', () => { kept.hidden = true; changed(); });
  form.addEventListener('change', changed);
  addEventListener('online', push);
  addEventListener('pagehide', () => { if (read() !== null && kept.hidden && !stopped) save(); });

  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (passing) return;
    if (read() !== null && kept.hidden) push();
    if (!work) return;
    // What is on its way is let arrive first: it changes the number that goes with the form.
    event.preventDefault();
    const submitter = event.submitter;
    work.then(() => { passing = true; form.requestSubmit(submitter); });
  });
})();
