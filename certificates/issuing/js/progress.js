// Keeps the progress of a batch fresh while the page is open; without script there is "Actualizar".
(() => {
  const every = 3000;
  const find = (page) => page.querySelector("[data-progress]");
  const refresh = async () => {
    const shown = find(document);
    if (!shown || !shown.dataset.progress) return;
    if (!document.hidden && !shown.contains(document.activeElement)) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const fresh = answer.ok && find(new DOMParser().parseFromString(await answer.text(), "text/html"));
        if (fresh) shown.replaceWith(fresh);
      } catch {
        // The next turn tries again.
      }
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
})();
