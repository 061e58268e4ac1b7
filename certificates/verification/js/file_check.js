// Compares a chosen PDF with the original without sending it; where the browser cannot, the form does.
(() => {
  const box = document.querySelector("[data-file-check]");
  const form = box && box.querySelector("form");
  if (!form || !window.crypto || !crypto.subtle) return;
  const result = box.querySelector("[data-file-check-result]");
  const show = (name) => result.replaceChildren(box.querySelector(`template[data-file-check-${name}]`).content.cloneNode(true));
  const check = async () => {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    show(hex === box.dataset.sha256 ? "same" : "other");
  };
  form.addEventListener("submit", (event) => {
    if (!form.querySelector("input[type=file]").files[0]) return;
    event.preventDefault();
    check();
  });
  form.addEventListener("change", check);
})();
