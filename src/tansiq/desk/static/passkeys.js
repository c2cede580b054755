// Passkeys: lets the browser answer what the server asks, and sends it back in the form.
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = ({ publicKey }) => {
    const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) options.excludeCredentials = listed(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = listed(options.allowCredentials);
    return options;
  };
  const told = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) answer.attestationObject = text(response.attestationObject);
    if (response.getTransports) answer.transports = response.getTransports();
    if (response.authenticatorData) answer.authenticatorData = text(response.authenticatorData);
    if (response.signature) answer.signature = text(response.signature);
    if (response.userHandle) answer.userHandle = text(response.userHandle);
    return {
      type: credential.type, id: credential.id, rawId: text(credential.rawId), response: answer,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };
  const create = (options, form) => {
    const alone = form.elements.passwordless?.checked;
    const wish = { ...options.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: Boolean(alone) };
    if (alone) wish.userVerification = "required";
    return navigator.credentials.create({ publicKey: { ...options, authenticatorSelection: wish } });
  };
  const fetched = async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };
  const answer = async (form) => {
    const verb = form.dataset.passkey;
    const options = asked(verb === "sign-in" ? await fetched(form) : JSON.parse(form.dataset.options));
    const credential = await (verb === "create" ? create(options, form) : navigator.credentials.get({ publicKey: options }));
    form.elements.credential.value = JSON.stringify(told(credential));
    form.submit();
  };
  document.querySelectorAll("form[data-passkey]").forEach((form) => form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector("[data-failed]").hidden = true;
    answer(form).catch(() => { form.querySelector("[data-failed]").hidden = false; });
  }));
})();
