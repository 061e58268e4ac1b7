// Says it when the connection goes, and stops saying it when it comes back.
(() => {
  const strip = document.querySelector('[data-signal]');
  if (!strip) return;
  const show = () => { strip.hidden = navigator.onLine; };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
})();
