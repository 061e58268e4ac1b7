// Print and share: buttons that only script can make work, hidden until it is here. On paper every fold is open.
(() => {
  document.querySelectorAll('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('main details:not([open])')];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach((details) => { details.open = false; }));
  document.querySelectorAll('[data-share]').forEach((box) => {
    const button = box.querySelector('button');
    const input = box.querySelector('input');
    const said = box.querySelector('[role="status"]');
    if (!navigator.share && !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        if (navigator.share) {
          await navigator.share({ title: box.dataset.shareTitle, url: input.value });
        } else {
          await navigator.clipboard.writeText(input.value);
          said.textContent = box.dataset.shareDone;
        }
      } catch {
        input.select();
      }
    });
  });
})();
