// The link that opens a dialog leads to a confirmation page when there is no script.
(() => {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-dialog]');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const closer = event.target.closest('[data-close]');
    if (closer) closer.closest('dialog').close();
  });
})();
