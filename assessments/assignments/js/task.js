// Applied task: what is typed stays on this device until the server has it; photographs shrink before they travel.
(() => {
  const form = document.querySelector('[data-task]');
  if (!form) return;
  const key = form.dataset.task;
  const { text, number, files } = form.elements;
  const said = form.querySelector('[data-saved]');
  const kept = document.querySelector('[data-kept]');
  const hour = () => new Date().toTimeString().slice(0, 5);
  const say = (state, words) => { said.dataset.saved = state; said.textContent = words; };
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* no room: the server copy remains */ } };
  let timer = 0;
  let work = null;
  let stopped = false;
  let passing = false;

  const before = read();
  if (before !== null && before.trim() !== text.value.trim()) {
    kept.hidden = false;
    kept.querySelector('[data-use]').addEventListener('click', () => { text.value = before; kept.hidden = true; changed(); });
    kept.querySelector('[data-drop]').addEventListener('click', () => { keep(null); kept.hidden = true; });
  } else keep(null);

  const save = async () => {
    const sent = text.value;
    const body = new FormData();
    body.set('csrf_token', form.elements.csrf_token.value);
    body.set('number', number.value);
    body.set('text', sent);
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body });
      const told = await answer.json();
      if (!answer.ok) {
        stopped = true;
        say('unsaved', 'Sin guardar. ' + told.message);
        return;
      }
      number.value = told.number;
      if (text.value === sent) { keep(null); say('saved', 'Guardado ' + told.at); }
    } catch {
      timer = setTimeout(push, 15000);
    }
  };
  const push = () => { clearTimeout(timer); if (!stopped) work = (work || Promise.resolve()).then(save); return work; };
  const changed = () => {
    keep(text.value);
    if (stopped) return;
    say('draft', 'Borrador en este teléfono, ' + hour());
    clearTimeout(timer);
    timer = setTimeout(push, 1500);
  };
  text.addEventListener('input', () => { kept.hidden = true; changed(); });
  addEventListener('online', () => { if (read() !== null && kept.hidden) push(); });

  const LIMIT = 300000;
  const shrink = async (file) => {
    if (!file.type.startsWith('image/') || file.size <= LIMIT) return file;
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const canvas = document.createElement('canvas');
    let blob = file;
    for (let side = 1600; side > 300 && blob.size > LIMIT; side *= 0.8) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.75));
    }
    return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
  };
  const shown = form.querySelector('[data-picked]');
  const take = async () => {
    shown.textContent = 'Preparando las fotos…';
    const box = new DataTransfer();
    for (const file of files.files) box.items.add(await shrink(file).catch(() => file));
    files.files = box.files;
    shown.textContent = [...box.files].map((file) => file.name + ', ' + Math.max(1, Math.round(file.size / 1024)) + ' KB').join(' · ');
  };
  if (files) files.addEventListener('change', () => { work = (work || Promise.resolve()).then(take); });

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
