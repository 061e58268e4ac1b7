// A toast stays until it is dismissed; the button to do so appears only where it works.
(() => {
  document.querySelectorAll('[data-dismiss]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => button.closest('.toast').remove());
  });
})();
