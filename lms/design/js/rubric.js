// Rubric: 1 to 4 choose a level and go to the next criterion, the total follows, Ctrl+Enter saves.
(() => {
  const rubric = document.querySelector('[data-rubric]');
  if (!rubric) return;
  const criteria = [...rubric.querySelectorAll('.criterion')];
  const total = rubric.querySelector('output');
  const missing = rubric.querySelector('[data-missing]');
  const sum = () => {
    const chosen = [...rubric.querySelectorAll('.level :checked')];
    total.textContent = Math.round(chosen.reduce((points, input) => points + Number(input.dataset.points), 0));
    const left = criteria.length - chosen.length;
    if (missing) missing.textContent = left ? (left === 1 ? '(falta 1 criterio)' : '(faltan ' + left + ' criterios)') : '';
  };
  rubric.addEventListener('change', sum);
  rubric.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      rubric.requestSubmit(rubric.querySelector('[data-save]') || undefined);
      return;
    }
    const criterion = event.target.closest('.criterion');
    if (!criterion || event.ctrlKey || event.altKey || event.metaKey || !/^[1-4]$/.test(event.key)) return;
    const level = criterion.querySelectorAll('.level input')[event.key - 1];
    if (!level || level.disabled) return;
    event.preventDefault();
    level.checked = true;
    level.dispatchEvent(new Event('change', { bubbles: true }));
    const next = criteria[criteria.indexOf(criterion) + 1];
    (next ? next.querySelector('input:checked') || next.querySelector('input') : rubric.querySelector('textarea')).focus();
  });
})();
