// Outline, queue and filters: open from the start where there is room beside the text.
(() => {
  if (!matchMedia('(min-width: 62rem)').matches) return;
  document.querySelectorAll('details[data-wide]').forEach((details) => { details.open = true; });
})();
