// Answers of a quiz: kept on this phone until the server says that it has them, sent within 2 s.
// The queue belongs to a person: nobody else who uses the phone sees or sends it.
(() => {
  const box = document.querySelector('[data-outbox]');
  if (!box || !window.fetch || !window.Promise) return;
  const person = box.dataset.person;
  const form = document.querySelector('form[data-attempt]');
  const strip = document.querySelector('[data-signal]');
  const said = document.querySelector('[data-saved]');
  let token = box.dataset.token;

  // --- The queue: IndexedDB, which survives a killed browser; localStorage where there is none.
  const opened = new Promise((done) => {
    try {
      const ask = indexedDB.open('gestores', 1);
      ask.onupgradeneeded = () => ask.result.createObjectStore('answers', { keyPath: 'key' });
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => done(null);
    } catch { done(null); }
  });
  const turn = (db, mode, act) => new Promise((done, fail) => {
    const deal = db.transaction('answers', mode, mode === 'readwrite' ? { durability: 'strict' } : {});
    const ask = act(deal.objectStore('answers'));
    deal.oncomplete = () => done(ask && ask.result);
    deal.onerror = deal.onabort = () => fail(deal.error);
  });
  const plain = 'gestores/';
  const mine = async () => {
    const db = await opened;
    if (db) return turn(db, 'readonly', (s) => s.getAll(IDBKeyRange.bound(person + '/', person + '0', false, true)));
    return Object.keys(localStorage).filter((k) => k.startsWith(plain + person + '/')).map((k) => JSON.parse(localStorage[k]));
  };
  const keep = async (entry) => {
    const db = await opened;
    if (db) return turn(db, 'readwrite', (s) => s.put(entry));
    localStorage[plain + entry.key] = JSON.stringify(entry);
  };
  const drop = async (entry) => {
    // Only what was acknowledged: another tab may have put a newer answer in its place.
    const db = await opened;
    if (db) {
      return turn(db, 'readwrite', (s) => {
        const ask = s.get(entry.key);
        ask.onsuccess = () => { if (ask.result && ask.result.body.sequence === entry.body.sequence && ask.result.body.given_at === entry.body.given_at) s.delete(entry.key); };
      });
    }
    delete localStorage[plain + entry.key];
  };

  // --- What the page says.
  const clock = () => new Date().toLocaleTimeString('es-BO', { hour: '2-digit', minute: '2-digit', hour12: false });
  const say = (state, at) => {
    if (!said) return;
    said.dataset.saved = state;
    said.textContent = (state === 'saved' ? said.dataset.saidSaved : said.dataset.saidDraft) + ' ' + at;
  };
  const offline = (is) => { if (strip) strip.hidden = !is && navigator.onLine; };
  const waiting = async () => {
    const left = (await mine()).length;
    const line = box.querySelector('[data-waiting]');
    line.hidden = Boolean(form) || !left;
    const words = line.querySelector('[data-words]');
    words.textContent = words.dataset.words + ' ' + left;
    return left;
  };

  // --- Sending: one after the other, again and again until acknowledged.
  let sending = null;
  let pause = 0;
  let timer = 0;
  const renew = async () => {
    const answer = await fetch(box.dataset.tokenUrl, { credentials: 'same-origin', redirect: 'manual' });
    if (!answer.ok) return false;
    const fresh = await answer.json();
    token = fresh.token;
    return fresh.person === person;
  };
  const signedOut = (is) => { box.querySelector('[data-signed-out]').hidden = !is; };
  const post = (entry) => fetch(entry.url, {
    method: 'POST',
    credentials: 'same-origin',
    redirect: 'manual',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
    body: JSON.stringify(entry.body),
  });
  const sendOne = async (entry) => {
    let answer = await post(entry);
    if (answer.status === 400 && await renew()) answer = await post(entry);
    signedOut(answer.type === 'opaqueredirect');
    if (!answer.ok) return false;
    const kept = await answer.json();
    const part = partOf(entry.body.question);
    if (part) part.dataset.sequence = Math.max(part.dataset.sequence, kept.sequence);
    await drop(entry);
    say('saved', kept.at);
    return true;
  };
  const sendAll = async () => {
    let all = true;
    try {
      for (const entry of await mine()) all = await sendOne(entry) && all;
      offline(false);
    } catch {
      all = false;
      offline(true);
    }
    const left = await waiting();
    if (left && !all) {
      pause = Math.min(60000, pause * 2 || 2000);
      clearTimeout(timer);
      timer = setTimeout(flush, pause * (0.75 + Math.random() / 2));
    } else {
      pause = 0;
    }
    return left;
  };
  const flush = () => {
    if (!sending) sending = sendAll().finally(() => { sending = null; });
    return sending;
  };
  const flushNow = async () => {
    if (sending) await sending;
    pause = 0;
    return flush();
  };
  addEventListener('online', flushNow);

  // --- The questions of this page.
  const parts = form ? [...form.querySelectorAll('[data-part]')] : [];
  const partOf = (id) => parts.find((part) => part.dataset.id === id);
  const controls = (part) => [...part.querySelectorAll('input, select, textarea')];
  const prefix = (part) => 'q' + part.dataset.part + '-';
  const read = (part) => {
    const fields = {};
    let flag = false;
    for (const c of controls(part)) {
      const name = c.name.slice(prefix(part).length);
      if (name === 'flag') { flag = c.checked; continue; }
      if (/radio|checkbox/.test(c.type) && !c.checked) continue;
      if (c.value !== '') (fields[name] = fields[name] || []).push(c.value);
    }
    return { fields, flag };
  };
  const fill = (part, body) => {
    for (const c of controls(part)) {
      const name = c.name.slice(prefix(part).length);
      const values = body.fields[name] || [];
      if (name === 'flag') c.checked = body.flag;
      else if (/radio|checkbox/.test(c.type)) c.checked = values.includes(c.value);
      else c.value = values[0] || '';
    }
    mark(part);
  };
  const mark = (part) => {
    const link = document.querySelector('.qmap [data-question="' + part.dataset.part + '"]');
    if (!link) return;
    const { fields, flag } = read(part);
    const done = Object.keys(fields).length > 0;
    link.classList.toggle('done', done);
    link.classList.toggle('flag', flag);
    link.lastElementChild.textContent = (done ? ', respondida' : ', sin responder') + (flag ? ', marcada para revisar' : '');
  };
  const store = async (part) => {
    delete part.dataset.dirty;
    const sequence = Number(part.dataset.sequence) + 1;
    part.dataset.sequence = sequence;
    await keep({
      key: [person, form.dataset.attempt, part.dataset.id].join('/'),
      url: form.dataset.url,
      body: { question: part.dataset.id, sequence, given_at: new Date().toISOString(), ...read(part) },
    });
    if (!sending) say('draft', clock());
    else sending.then((left) => { if (left) say('draft', clock()); });
  };
  const storeAll = () => Promise.all(parts.filter((part) => part.dataset.dirty).map(store));
  let soon = 0;
  let first = 0;
  const changed = (event) => {
    const part = event.target.closest('[data-part]');
    if (!part) return;
    part.dataset.dirty = part.dataset.touched = '1';
    mark(part);
    first = first || Date.now();
    clearTimeout(soon);
    // Typing waits for a breath, and never more than a second and a half.
    const wait = event.type === 'change' ? 0 : Math.min(500, Math.max(0, first + 1500 - Date.now()));
    soon = setTimeout(save, wait);
  };
  const save = async () => {
    first = 0;
    await storeAll();
    return flushNow();
  };
  const restore = async () => {
    for (const entry of await mine()) {
      const part = partOf(entry.body.question);
      if (!part || !form || !entry.key.startsWith(person + '/' + form.dataset.attempt + '/')) continue;
      // What a person began to type here, or is in, is never replaced.
      const free = !part.dataset.touched && !part.contains(document.activeElement);
      if (free && entry.body.sequence >= Number(part.dataset.sequence)) {
        fill(part, entry.body);
        part.dataset.sequence = entry.body.sequence;
        say('draft', clock());
      }
    }
  };
  const show = (number, push) => {
    const next = parts.find((part) => part.dataset.part === String(number));
    if (!next) return;
    for (const part of parts) part.hidden = part !== next;
    for (const at of document.querySelectorAll('[data-number]')) at.textContent = number;
    for (const link of document.querySelectorAll('.qmap a')) {
      if (link.dataset.question === String(number)) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    }
    const last = number === parts.length;
    form.querySelector('[data-go="next"]').hidden = last;
    form.querySelector('[data-go="last"]').hidden = !last;
    const address = location.pathname.replace(/\d+$/, number);
    form.action = address;
    document.title = document.title.replace(/pregunta \d+/, 'pregunta ' + number);
    if (push) history.pushState(null, '', address);
    const head = form.querySelector('h1');
    head.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const current = () => Number(parts.find((part) => !part.hidden).dataset.part);
  const toReview = async () => {
    clearTimeout(soon);
    if (await save()) offline(true);
    else location.href = form.dataset.review;
  };
  if (form) {
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (current() === parts.length) { toReview(); return; }
      clearTimeout(soon);
      save();
      show(current() + 1, true);
    });
    document.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest('a[data-question], a[data-back], a[data-to-review]');
      if (!link) return;
      const number = link.dataset.question ? Number(link.dataset.question) : current() - 1;
      if (link.matches('[data-back]') && number < 1) return;
      event.preventDefault();
      if (link.matches('[data-to-review]')) toReview();
      else show(number, true);
    });
    addEventListener('popstate', () => show(Number(location.pathname.match(/\d+$/)), false));
    // The page goes or the phone is put away: what was typed is kept at once.
    addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  }

  // --- Sending an attempt waits for the answers of this phone.
  const last = document.querySelector('form[data-after-sending]');
  if (last) {
    last.addEventListener('submit', async (event) => {
      if (last.dataset.ready) return;
      event.preventDefault();
      if (await flushNow()) {
        last.querySelector('[data-held]').textContent = last.dataset.afterSending;
        return;
      }
      last.dataset.ready = '1';
      last.requestSubmit ? last.requestSubmit() : last.submit();
    });
  }

  // --- The time limit, by the seconds that the server gave.
  const watch = document.querySelector('[data-clock]');
  if (watch) {
    const end = performance.now() + watch.dataset.clock * 1000;
    const tick = async () => {
      const left = Math.ceil((end - performance.now()) / 60000);
      watch.textContent = Math.max(0, left) + ' min';
      if (end > performance.now()) return;
      clearInterval(beat);
      await save();
      location.href = form.dataset.review;
    };
    const beat = setInterval(tick, 5000);
  }

  restore().then(flush);
})();
