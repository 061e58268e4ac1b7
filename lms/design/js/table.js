// Choose all rows of a table, and keep the count of what is chosen true.
(() => {
  document.querySelectorAll('form').forEach((form) => {
    const counter = form.querySelector('[data-chosen]');
    const rows = () => [...form.querySelectorAll('tbody .pick input')];
    const count = () => {
      if (counter) counter.textContent = counter.dataset.chosen + rows().filter((row) => row.checked).length;
    };
    if (!counter && !form.querySelector('[data-select-all]')) return;
    form.addEventListener('change', (event) => {
      if (event.target.matches('[data-select-all]')) rows().forEach((row) => { row.checked = event.target.checked; });
      count();
    });
    count();
  });
})();
