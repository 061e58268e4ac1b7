/* Hands the server's challenge to the device and sends back its answer: form[data-passkey]. */
(function () {
  "use strict";

  function toBytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function toText(buffer) {
    if (!buffer) { return undefined; }
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function withBytes(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: toBytes(one.id) }); });
  }

  function ask(kind, options) {
    options.challenge = toBytes(options.challenge);
    if (kind === "create") {
      options.user.id = toBytes(options.user.id);
      options.excludeCredentials = withBytes(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = withBytes(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function answer(key) {
    var given = key.response;
    var response = { clientDataJSON: toText(given.clientDataJSON) };
    if (given.attestationObject) {
      response.attestationObject = toText(given.attestationObject);
      response.transports = given.getTransports ? given.getTransports() : [];
    } else {
      response.authenticatorData = toText(given.authenticatorData);
      response.signature = toText(given.signature);
      response.userHandle = toText(given.userHandle);
    }
    return JSON.stringify({
      id: key.id,
      rawId: toText(key.rawId),
      type: key.type,
      response: response,
      extensions: JSON.stringify(key.getClientExtensionResults())
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var words = form.querySelector("[data-passkey-words]");
    var asked = window.PublicKeyCredential
      ? ask(form.dataset.passkey, JSON.parse(form.dataset.options))
      : Promise.reject(new Error("no passkeys"));
    asked.then(function (key) {
      form.elements.credential.value = answer(key);
      form.submit();
    }).catch(function () {
      words.textContent = words.dataset.passkeyWords;
    });
  });
}());
