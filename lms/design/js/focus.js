// A refused form: its summary takes the focus where the browser knows no autofocus.
(() => {
  const summary = document.querySelector('[data-focus]');
  if (summary && !('autofocus' in HTMLElement.prototype)) summary.focus();
})();
